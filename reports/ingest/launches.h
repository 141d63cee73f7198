// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>

#include "reports/model/run.h"

namespace reports {

/// Reads one side of a comparison: a file is one process launch, a directory holds one launch in
/// each of its `*.json` files, and totals of instructions in its `*.callgrind` files, or in
/// `*.uncounted` why there is none, taken in order of name. Other files get a Warning. Throws Error
/// for a directory without any, for a file that is none, and for two launches that hold the same,
/// since a copy is not another launch.
Run read_launches(const std::filesystem::path& path);

/// Throws Error if both runs hold the same file: a run compared with itself proves nothing.
void refuse_shared_launches(const Run& base, const Run& candidate);

}  // namespace reports
