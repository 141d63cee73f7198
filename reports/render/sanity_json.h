// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "reports/model/sanity.h"

namespace reports {

/// The canonical form of a report; its keys are in reports/README.md. The same report gives the
/// same bytes.
std::string sanity_json(const SanityReport& report);

}  // namespace reports
