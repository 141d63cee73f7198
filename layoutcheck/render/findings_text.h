// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "layoutcheck/model/program.h"
#include "layoutcheck/rules/check.h"

namespace layoutcheck {

/// One finding, as findings_text shows it.
std::string finding_text(const Finding& finding);

/// What a check found, for people: each finding in clang's manner with its witness drawn, then
/// what was proved, what was not looked at, and a last line that always counts.
std::string findings_text(const Program& program, const CheckResult& result);

}  // namespace layoutcheck
