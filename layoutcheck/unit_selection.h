// SPDX-License-Identifier: MIT
//
// What a command line names: which units to read, and which of their records to look at.
// Shared by all commands that read sources.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "layoutcheck/extract/compile_command.h"
#include "layoutcheck/model/program.h"

namespace CLI {
class App;
}

namespace layoutcheck {

struct UnitOptions {
  std::vector<std::string> names;  ///< types and files, as given
  std::string build_directory;
  std::optional<std::vector<std::string>> flags;  ///< what followed `--`
  std::vector<std::uint64_t> line_sizes;          ///< empty: the target's own
};

/// Adds the options that name units to `command`: positionals, -p, --line-size.
void add_unit_options(CLI::App& command, UnitOptions& options);

/// What the positionals are: a name that exists as a file or ends as sources do is a file.
struct UnitSelection {
  std::vector<CompileCommand> commands;
  std::vector<std::string> type_patterns;
  bool all_units = false;  ///< no file is named: those of the whole database
};

/// Throws Error if there is nothing to read: no file, no database, or flags without a file.
UnitSelection select_units(const UnitOptions& options);

/// Reads the selected units, and sets the line sizes if the user gave any.
Program read_program(const UnitSelection& selection, const UnitOptions& options);

/// The records that a pattern matches; without patterns, all that have a name and are defined
/// outside the system's headers. In order of place and name.
std::vector<const Record*> select_records(const Program& program,
                                          const std::vector<std::string>& type_patterns);

/// Says on standard error which units could not be read and what was odd about the others.
void report_problems(const Program& program);

}  // namespace layoutcheck
