// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "reports/model/sanity.h"

namespace reports {

/// What the lines of this report do not show, so that nobody reads more into them.
std::vector<std::string> limitations(const SanityReport& report);

}  // namespace reports
