// SPDX-License-Identifier: MIT
#include "layoutcheck/confirm_command.h"

#include <algorithm>
#include <iostream>
#include <memory>
#include <set>

#include <CLI/CLI.hpp>

#include "layoutcheck/confirm/binary_confirmation.h"
#include "layoutcheck/confirm/compiler_confirmation.h"
#include "layoutcheck/confirm/dwarf_reader.h"
#include "layoutcheck/error.h"
#include "layoutcheck/extract/extract.h"
#include "layoutcheck/model/name_pattern.h"
#include "layoutcheck/output.h"
#include "layoutcheck/render/confirmation_json.h"
#include "layoutcheck/render/confirmation_text.h"
#include "layoutcheck/unit_selection.h"

namespace layoutcheck {
namespace {

struct ConfirmOptions {
  UnitOptions units;
  std::vector<std::string> formats;
  std::string binary;
  std::string compiler;
};

/// Records that the binary alone has are the user's business if a name means them; without names,
/// if their files are those of types that were asked for.
bool is_wanted(const Record& theirs, const std::vector<std::string>& type_patterns,
               const std::set<std::string>& files) {
  if (type_patterns.empty()) return files.count(theirs.location.file) > 0;
  return std::any_of(type_patterns.begin(), type_patterns.end(), [&](const std::string& pattern) {
    return name_matches(pattern, theirs.name);
  });
}

Confirmation confirm_with_binary(const UnitSelection& selection, const ConfirmOptions& options,
                                 Program& program) {
  const DebugInformation information = read_dwarf(options.binary);
  program = read_program(selection, options.units);
  const std::vector<const Record*> asked = select_records(program, selection);
  std::set<std::string> files;
  for (const Record* record : asked) files.insert(record->location.file);
  Confirmation confirmation = confirm_with_records(
      program, asked, information.records,
      [&](const Record& theirs) { return is_wanted(theirs, selection.type_patterns, files); });
  confirmation.evidence = options.binary;
  return confirmation;
}

/// Unit by unit, since each has flags of its own; a type that several have, in the first of them.
Confirmation confirm_with_compiler(const UnitSelection& selection, const ConfirmOptions& options,
                                   Program& read) {
  Confirmation confirmation{"compiler", options.compiler, {}, {}};
  std::set<std::string> done;
  for (const CompileCommand& command : selection.commands) {
    const Program unit = extract({command});
    if (unit.units.front().parsed) {
      std::vector<const Record*> asked = select_records(unit, selection);
      std::erase_if(asked, [&](const Record* record) { return done.count(record->usr) > 0; });
      for (TypeConfirmation& type : confirm_with_compiler(unit, asked, command, options.compiler)) {
        if (type.verdict() != ConfirmationVerdict::not_compared) done.insert(type.usr);
        confirmation.types.push_back(std::move(type));
      }
    }
    read.target = unit.target;
    read.units.push_back(unit.units.front());
    read.warnings.insert(read.warnings.end(), unit.warnings.begin(), unit.warnings.end());
  }
  // What one unit could not compare and another one did, was compared.
  std::erase_if(confirmation.types, [&](const TypeConfirmation& type) {
    return type.verdict() == ConfirmationVerdict::not_compared && done.count(type.usr) > 0;
  });
  return confirmation;
}

bool is_incomplete(const Program& program, const UnitSelection& selection,
                   const Confirmation& confirmation) {
  const auto is_compared = [&](const std::string& pattern) {
    return std::any_of(confirmation.types.begin(), confirmation.types.end(),
                       [&](const TypeConfirmation& type) {
                         return type.compared > 0 && name_matches(pattern, type.name);
                       });
  };
  const auto& patterns = selection.type_patterns;
  const bool all_named = std::all_of(patterns.begin(), patterns.end(), is_compared);
  const bool all_parsed = std::all_of(program.units.begin(), program.units.end(),
                                      [](const Unit& unit) { return unit.parsed; });
  const bool any = std::any_of(confirmation.types.begin(), confirmation.types.end(),
                               [](const TypeConfirmation& type) { return type.compared > 0; });
  return !all_named || !all_parsed || !any;
}

int confirm(const ConfirmOptions& options) {
  const std::vector<Output> outputs = parse_outputs(options.formats, {"text", "json"});
  if (options.binary.empty() == options.compiler.empty()) {
    throw Error("confirm compares with --binary FILE or with --compiler PROGRAM; give one of them");
  }
  const UnitSelection selection = select_units(options.units);
  Program program;
  const Confirmation confirmation = options.compiler.empty()
                                        ? confirm_with_binary(selection, options, program)
                                        : confirm_with_compiler(selection, options, program);
  const bool incomplete = is_incomplete(program, selection, confirmation);
  report_problems(program);
  for (const Output& output : outputs) {
    write_output(output, output.format == "text"
                             ? confirmation_text(confirmation, selection.names_types())
                             : confirmation_json(program, confirmation, incomplete));
  }
  if (confirmation.types.empty()) {
    std::cerr << "layoutcheck: no type matched, so nothing was compared\n";
  }
  if (confirmation.count(ConfirmationVerdict::different) > 0) return 1;
  return incomplete ? 3 : 0;
}

}  // namespace

void add_confirm_command(CLI::App& program, const std::optional<std::vector<std::string>>& flags,
                         int& exit_code) {
  const auto options = std::make_shared<ConfirmOptions>();
  options->units.flags = flags;
  CLI::App& command =
      *program.add_subcommand("confirm", "compare clang's layouts with those of the real build");
  add_unit_options(command, options->units);
  command
      .add_option("--binary", options->binary,
                  "an executable, library or object that was built with -g")
      ->type_name("FILE");
  command
      .add_option("--compiler", options->compiler,
                  "compile the units' own flags and assertions with this compiler: g++, clang++")
      ->type_name("PROGRAM");
  command
      .add_option("--format", options->formats, "text or json, to a file with =FILE; repeatable")
      ->type_name("FORMAT[=FILE]")
      ->allow_extra_args(false);
  command.callback([options, &exit_code] { exit_code = confirm(*options); });
}

}  // namespace layoutcheck
