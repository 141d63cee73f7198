// SPDX-License-Identifier: MIT
//
// Where compile commands come from: a compilation database, or flags for single files.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "layoutcheck/extract/compile_command.h"
#include "layoutcheck/model/program.h"

namespace layoutcheck {

/// The commands that the database in `build_directory` has for `files`, or all of them if none is
/// named. Throws Error if there is no database, it is damaged, or it does not know a file.
std::vector<CompileCommand> read_compile_commands(const std::string& build_directory,
                                                  const std::vector<std::string>& files);

/// Compiles `file` with `flags` in the working directory. Headers are taken for C++ unless the
/// flags say otherwise.
CompileCommand command_with_flags(const std::string& file, const std::vector<std::string>& flags);

/// The same command for another source, an absolute path, of the same language: `language`, or what
/// the command and the name of the file say.
CompileCommand with_source(const CompileCommand& command, const std::string& file,
                           std::optional<Language> language = {});

}  // namespace layoutcheck
