// SPDX-License-Identifier: MIT
#include "layoutcheck/dump_command.h"

#include <algorithm>
#include <iostream>
#include <memory>

#include <CLI/CLI.hpp>

#include "layoutcheck/output.h"
#include "layoutcheck/render/dump_text.h"
#include "layoutcheck/render/json.h"
#include "layoutcheck/unit_selection.h"

namespace layoutcheck {
namespace {

struct DumpOptions {
  UnitOptions units;
  std::vector<std::string> formats;
  bool expand = false;
};

std::string render(const Output& output, const DumpOptions& options, const Program& program,
                   const std::vector<const Record*>& records) {
  if (output.format == "json") return to_json(program, records);
  return dump_text(program, records, {.expand = options.expand});
}

bool is_parsed(const Unit& unit) {
  return unit.parsed;
}

std::string no_match(const UnitSelection& selection) {
  if (!selection.headers.empty()) {
    return "no unit includes " + selection.headers.front() + ", or it defines no such type";
  }
  return selection.type_patterns.empty() ? "the units define none outside the system's headers"
                                         : "'*' as type lists all that the units know";
}

int dump(const DumpOptions& options) {
  const std::vector<Output> outputs = parse_outputs(options.formats, {"text", "json"});
  const UnitSelection selection = select_units(options.units);
  const Program program = read_program(selection, options.units);
  const std::vector<const Record*> records = select_records(program, selection);

  report_problems(program);
  for (const Output& output : outputs) {
    write_output(output, render(output, options, program, records));
  }
  const auto& units = program.units;
  if (records.empty() && std::any_of(units.begin(), units.end(), is_parsed)) {
    std::cerr << "layoutcheck: no type matched; " << no_match(selection) << '\n';
  }
  return all_parsed(program) && !records.empty() ? 0 : 3;
}

}  // namespace

void add_dump_command(CLI::App& program, const std::optional<std::vector<std::string>>& flags,
                      int& exit_code) {
  const auto options = std::make_shared<DumpOptions>();
  options->units.flags = flags;
  CLI::App& command = *program.add_subcommand("dump", "show where every byte of a type lies");
  add_unit_options(command, options->units);
  command
      .add_option("--format", options->formats, "text or json, to a file with =FILE; repeatable")
      ->type_name("FORMAT[=FILE]")
      ->allow_extra_args(false);
  command.add_flag("--expand", options->expand, "show the members of members (text)");
  command.callback([options, &exit_code] { exit_code = dump(*options); });
}

}  // namespace layoutcheck
