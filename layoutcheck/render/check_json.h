// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "layoutcheck/model/program.h"
#include "layoutcheck/rules/check.h"

namespace layoutcheck {

/// The document of json.h with contracts, findings and coverage of a check. `incomplete` is what
/// the exit code says.
std::string check_json(const Program& program, const std::vector<const Record*>& records,
                       const CheckResult& result, bool incomplete);

}  // namespace layoutcheck
