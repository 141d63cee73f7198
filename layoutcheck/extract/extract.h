// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "layoutcheck/extract/compile_command.h"
#include "layoutcheck/model/program.h"

namespace layoutcheck {

/// Whether a unit matters that read these files, named as in SourceLocation.
using UnitFilter = std::function<bool(const std::vector<std::string>& files)>;

/// Reads the units, `jobs` of them at a time, and merges what they hold in their order: the result
/// is the same for any number of jobs. Of a unit that does not matter, only its name is kept. A
/// unit that cannot be read, or that is for
/// another target than those before it, is in the result with the reason.
Program extract(const std::vector<CompileCommand>& commands, unsigned jobs = 1,
                const UnitFilter& matters = nullptr);

}  // namespace layoutcheck
