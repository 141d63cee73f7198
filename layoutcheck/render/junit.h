// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "layoutcheck/model/program.h"
#include "layoutcheck/rules/gate.h"

namespace layoutcheck {

/// A check as JUnit XML: one test case for each contract and line size, for each finding that is
/// of no contract, for each unit that did not parse. What fails the gate is a failure, as is an
/// UNKNOWN; what was not checked is an error, as is a check of nothing. What the options let pass
/// is skipped, and says so; what is allowed or baselined passes with its reason as output.
std::string junit(const Program& program, const CheckResult& result, const Gate& gate);

}  // namespace layoutcheck
