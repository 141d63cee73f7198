// SPDX-License-Identifier: MIT
//
// What a command line names: which units to read, and which of their records to look at.
// Shared by all commands that read sources.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "layoutcheck/config/config.h"
#include "layoutcheck/contracts/bind.h"
#include "layoutcheck/extract/compile_command.h"
#include "layoutcheck/extract/extract.h"
#include "layoutcheck/model/program.h"
#include "layoutcheck/rules/rule_selection.h"

namespace CLI {
class App;
}

namespace layoutcheck {

struct UnitOptions {
  std::vector<std::string> names;  ///< types and files, as given
  std::string build_directory;
  std::optional<std::vector<std::string>> flags;  ///< what followed `--`
  std::vector<std::uint64_t> line_sizes;          ///< empty: as configured, or the target's own
  std::string config_file;                        ///< empty: the nearest .layoutcheck
  unsigned jobs = 0;                              ///< 0: as many as the process may use cores
};

/// Adds the options that say what to read to `command`: positionals, -p, -j.
void add_source_options(CLI::App& command, UnitOptions& options);

/// Adds those, and what to judge it by: --line-size, --config.
void add_unit_options(CLI::App& command, UnitOptions& options);

/// What the positionals are: a name that exists as a file or ends as sources do is a file. A header
/// of a build, which is no unit of it, stands for the types that it defines.
struct UnitSelection {
  std::vector<CompileCommand> commands;
  std::vector<std::string> type_patterns;
  Extent extent = Extent::whole;  ///< a part if files were named
  Config config;                  ///< of --config, or nearest to the working directory, if any
  std::vector<std::string> headers = {};  ///< as in SourceLocation

  bool names_types() const { return !type_patterns.empty() || !headers.empty(); }
};

/// Throws Error if there is nothing to read: no file, no database, or flags without a file; and if
/// the configuration is wrong.
UnitSelection select_units(const UnitOptions& options);

/// Reads the selected units, and sets the line sizes if the user or the configuration gives any.
Program read_program(const UnitSelection& selection, const UnitOptions& options,
                     const UnitFilter& matters = nullptr);

/// The rules that the configuration switches on and off. Throws Error for a rule that does not
/// exist.
RuleSelection selected_rules(const Config& config);

/// The records that a pattern matches; without patterns, all that have a name and are defined
/// outside the system's headers. In order of place and name.
std::vector<const Record*> select_records(const Program& program,
                                          const std::vector<std::string>& type_patterns);

/// The same; and if headers are named, only what they define.
std::vector<const Record*> select_records(const Program& program, const UnitSelection& selection);

/// Says on standard error which units could not be read and what was odd about the others.
void report_problems(const Program& program);

}  // namespace layoutcheck
