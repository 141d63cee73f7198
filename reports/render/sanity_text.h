// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "reports/model/sanity.h"

namespace reports {

/// What `reports sanity` prints: a line for each check, what keeps it from PASSED, the verdict.
/// At most 100 columns, where names and reasons allow.
std::string sanity_text(const SanityReport& report);

}  // namespace reports
