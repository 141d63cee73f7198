// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include "layoutcheck/extract/compile_command.h"
#include "layoutcheck/model/program.h"

namespace layoutcheck {

/// Reads the units, `jobs` of them at a time, and merges what they hold in their order: the result
/// is the same for any number of jobs. A unit that cannot be read, or that is for
/// another target than those before it, is in the result with the reason.
Program extract(const std::vector<CompileCommand>& commands, unsigned jobs = 1);

}  // namespace layoutcheck
