// SPDX-License-Identifier: MIT
#include "layoutcheck/confirm_command.h"

#include <algorithm>
#include <iostream>
#include <map>
#include <memory>
#include <set>

#include <CLI/CLI.hpp>

#include "layoutcheck/asserts/assertion.h"
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

/// What is asked about the types of a unit, by USR: the same is asked once, of the first unit.
std::map<std::string, std::string> questions_about(const Program& unit,
                                                   const std::vector<const Record*>& asked) {
  std::map<std::string, std::string> questions;
  const Language language = unit.units.front().language;
  for (const TypeAssertions& type : assertions_of(unit, asked, language, NamedFrom::same_unit)) {
    std::string& text = questions[type.record->usr];
    text = type.record->usr;
    for (const Assertion& assertion : type.assertions) text += '\n' + assertion.message;
  }
  return questions;
}

/// Unit by unit, since each has flags of its own.
class UnitsConfirmation {
 public:
  UnitsConfirmation(const UnitSelection& selection, const std::string& compiler)
      : selection_(selection), compiler_(compiler) {}

  Confirmation confirm(Program& read) {
    for (const CompileCommand& command : selection_.commands) {
      Program unit = extract({command});
      if (unit.units.front().parsed) confirm_unit(unit, command);
      read.target = unit.target;
      read.units.push_back(unit.units.front());
      read.warnings.insert(read.warnings.end(), unit.warnings.begin(), unit.warnings.end());
    }
    Confirmation confirmation{"compiler", compiler_, {}, {}};
    for (auto& [question, type] : types_) {
      // What one unit could not compare and another one did, was compared.
      const bool elsewhere =
          type.verdict() == ConfirmationVerdict::not_compared && answered_.contains(question);
      if (!elsewhere) confirmation.types.push_back(std::move(type));
    }
    return confirmation;
  }

 private:
  /// A unit that the compiler refuses is one that was not read.
  void confirm_unit(Program& unit, const CompileCommand& command) {
    std::vector<const Record*> asked = select_records(unit, selection_);
    const std::map<std::string, std::string> questions = questions_about(unit, asked);
    std::erase_if(asked, [&](const Record* record) {
      return !record->usr.empty() && answered_.contains(questions.at(record->usr));
    });
    UnitConfirmation result = confirm_with_compiler(unit, asked, command, compiler_);
    for (TypeConfirmation& type : result.types) {
      const std::string& question = questions.at(type.usr);
      if (type.verdict() != ConfirmationVerdict::not_compared) answered_.insert(question);
      types_.emplace_back(question, std::move(type));
    }
    if (result.refusal.empty()) return;
    unit.units.front().parsed = false;
    unit.units.front().reason = result.refusal;
  }

  const UnitSelection& selection_;
  std::string compiler_;
  std::set<std::string> answered_;
  std::vector<std::pair<std::string, TypeConfirmation>> types_;  // with their questions
};

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
  const bool any = std::any_of(confirmation.types.begin(), confirmation.types.end(),
                               [](const TypeConfirmation& type) { return type.compared > 0; });
  return !all_named || !all_parsed(program) || !any;
}

int confirm(const ConfirmOptions& options) {
  const std::vector<Output> outputs = parse_outputs(options.formats, {"text", "json"});
  if (options.binary.empty() == options.compiler.empty()) {
    throw Error("confirm compares with --binary FILE or with --compiler PROGRAM; give one of them");
  }
  if (!options.compiler.empty() && options.units.jobs > 0) {
    throw Error("--compiler asks about one unit after the other; leave out -j");
  }
  const UnitSelection selection = select_units(options.units);
  Program program;
  const Confirmation confirmation =
      options.compiler.empty() ? confirm_with_binary(selection, options, program)
                               : UnitsConfirmation(selection, options.compiler).confirm(program);
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
  add_source_options(command, options->units);
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
