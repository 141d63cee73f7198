// SPDX-License-Identifier: MIT
#pragma once

#include "layoutcheck/extract/compile_command.h"
#include "layoutcheck/model/program.h"

namespace layoutcheck {

/// Runs clang's front end on one unit, in this process, and reads its AST. The result has exactly
/// one unit; if that did not parse, it says why and has no records. `files_read` gets the names of
/// all files that clang read, as in SourceLocation.
Program read_unit(const CompileCommand& command, std::vector<std::string>* files_read = nullptr);

}  // namespace layoutcheck
