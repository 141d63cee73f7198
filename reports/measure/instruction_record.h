// SPDX-License-Identifier: MIT
//
// instructions.json: whose counts a folder holds, so that no others are taken for them.
#pragma once

#include <array>
#include <filesystem>
#include <string>
#include <vector>

#include "reports/measure/instruction_plan.h"

namespace reports {

/// Notes the commands and the filter in an empty `folder`, or finds the same ones noted there.
/// Throws Error for others, for programs that changed, and for a folder that holds something else.
void begin_or_resume_counts(const std::array<std::vector<std::string>, 2>& commands,
                            const std::string& filter, const std::filesystem::path& folder);

/// "base/007", without an extension, for the seventh count of a side.
std::filesystem::path file_of_count(std::size_t side, std::size_t place);

/// Whether the count is in the folder. Throws Error if another stands in its place.
bool is_kept(const PlannedCount& count, const std::filesystem::path& file);

/// Throws Error if a side's folder holds what none of the `counts` explains.
void expect_nothing_else(const std::array<InstructionPlan, 2>& plans,
                         const std::filesystem::path& folder);

}  // namespace reports
