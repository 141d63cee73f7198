// SPDX-License-Identifier: MIT
//
// NNN.uncounted, which stands in the place of NNN.callgrind and says why there is no count.
#pragma once

#include <string>
#include <string_view>

#include "reports/model/run.h"

namespace reports {

constexpr std::string_view uncounted_kind = ".uncounted";

/// Reads `{"schema_version": 1, "benchmark": "BM_a", "iterations": 100, "reason": "error: ..."}`,
/// of which Errors speak as `file`. The iterations are 0 where the reason is about all of them.
InstructionTotal read_uncounted(std::string bytes, const std::string& file);

/// What read_uncounted() reads. What is not UTF-8 in it is replaced.
std::string show_uncounted(const InstructionTotal& uncounted);

}  // namespace reports
