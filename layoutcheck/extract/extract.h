// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include "layoutcheck/extract/compile_command.h"
#include "layoutcheck/model/program.h"

namespace layoutcheck {

/// Reads the units in order and merges what they hold. A unit that cannot be read, or that is for
/// another target than those before it, is in the result with the reason.
Program extract(const std::vector<CompileCommand>& commands);

}  // namespace layoutcheck
