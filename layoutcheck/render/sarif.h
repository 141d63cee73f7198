// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>

#include "layoutcheck/model/program.h"
#include "layoutcheck/rules/gate.h"

namespace layoutcheck {

/// Consumers take no more in one run.
inline constexpr std::size_t most_sarif_results = 5000;

/// The findings as SARIF 2.1.0 (OASIS): what is unknown or was not checked is of kind "open", what
/// is allowed or baselined is suppressed, and a check that is incomplete was not successful. Beyond
/// the limit those that fail come first, and a notification says how many are left out.
std::string sarif(const Program& program, const CheckResult& result, const Gate& gate);

}  // namespace layoutcheck
