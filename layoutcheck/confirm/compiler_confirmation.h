// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "layoutcheck/extract/compile_command.h"
#include "layoutcheck/model/confirmation.h"
#include "layoutcheck/model/program.h"

namespace layoutcheck {

struct UnitConfirmation {
  std::vector<TypeConfirmation> types;
  std::string refusal;  ///< why the compiler's answers are none; empty if they are
};

/// Asks `compiler` for the sizes, alignments and offsets of `asked`, records of the one unit that
/// `program` was read from: compiles the unit with its own flags, and assertions behind it. What
/// holds is confirmed only if the compiler also rejects a last assertion, which is false. Throws
/// Error if the compiler cannot be run.
UnitConfirmation confirm_with_compiler(const Program& program,
                                       const std::vector<const Record*>& asked,
                                       const CompileCommand& command, const std::string& compiler);

}  // namespace layoutcheck
