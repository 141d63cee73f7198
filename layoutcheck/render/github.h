// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "layoutcheck/model/program.h"
#include "layoutcheck/rules/gate.h"

namespace layoutcheck {

/// What a check found as workflow commands of GitHub Actions: errors before warnings before
/// notices, ten of each at most, for more of them are not shown there; then how many more there
/// are, and the line that counts. Allowed and baselined findings are left out.
std::string github(const Program& program, const CheckResult& result, const Gate& gate);

}  // namespace layoutcheck
