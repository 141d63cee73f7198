// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "reports/model/sanity.h"

namespace reports {

/// Says of each waiver whether it applies on `today` (UTC, "2027-01-31"), and marks the checks
/// that do not decide because of one. A waiver covers one state; never evidence that was altered.
std::vector<JudgedWaiver> apply_waivers(const std::vector<Waiver>& waivers,
                                        const std::string& today, std::vector<JudgedCheck>& checks);

}  // namespace reports
