// SPDX-License-Identifier: MIT
#include "layoutcheck/emit_asserts_command.h"

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <iostream>
#include <memory>

#include <CLI/CLI.hpp>

#include "layoutcheck/asserts/asserts_file.h"
#include "layoutcheck/asserts/compiled_by_clang.h"
#include "layoutcheck/asserts/includes.h"
#include "layoutcheck/contracts/terms.h"
#include "layoutcheck/error.h"
#include "layoutcheck/extract/extract.h"
#include "layoutcheck/model/name_pattern.h"
#include "layoutcheck/output.h"
#include "layoutcheck/render/columns.h"
#include "layoutcheck/unit_selection.h"

namespace layoutcheck {
namespace {

struct EmitOptions {
  UnitOptions units;
  std::string file;  // empty for standard output
  std::vector<std::string> includes;
};

/// The units of one language, and what to read with the flags of the first of them.
struct UnitsOfLanguage {
  Language language = Language::cpp;
  Program program;
  std::optional<CompileCommand> first;
};

bool is_in(const Unit& unit, Language language) {
  return !unit.parsed || unit.language == language;
}

/// C++ if any unit is, unless the file to write is a `.c`.
Language language_of(const Program& program, const std::string& file) {
  if (std::filesystem::path(file).extension() == ".c") return Language::c;
  const bool any_in_cpp =
      std::any_of(program.units.begin(), program.units.end(),
                  [](const Unit& unit) { return unit.parsed && unit.language == Language::cpp; });
  return any_in_cpp ? Language::cpp : Language::c;
}

UnitsOfLanguage read_one_language(const UnitSelection& selection, const EmitOptions& options) {
  UnitsOfLanguage units;
  units.program = read_program(selection, options.units);
  units.language = language_of(units.program, options.file);
  UnitSelection kept = selection;
  kept.commands.clear();
  for (std::size_t index = 0; index < selection.commands.size(); ++index) {
    const Unit& unit = units.program.units[index];
    if (!is_in(unit, units.language)) continue;
    kept.commands.push_back(selection.commands[index]);
    if (unit.parsed && !units.first) units.first = selection.commands[index];
  }
  // A record of both languages need not be the same in both, so the others must not be among them.
  if (kept.commands.size() < selection.commands.size()) {
    units.program = read_program(kept, options.units);
  }
  return units;
}

std::vector<const Record*> with_contracts(const Program& program,
                                          std::vector<const Record*> records) {
  const ProgramTerms terms = read_terms(program);
  std::erase_if(records, [&](const Record* record) {
    const auto index = static_cast<std::size_t>(record - program.records.data());
    return !terms.records[index].claim_something();
  });
  return records;
}

void report_omissions(const TypeAssertions& type) {
  for (const Omission& omission : type.omissions) {
    std::cerr << "layoutcheck: not asserted: " << omission.name << ": " << omission.reason << '\n';
  }
}

/// Whether something is asserted of each name that the user gave; says which not, and why.
bool all_names_are_asserted(const UnitSelection& selection,
                            const std::vector<TypeAssertions>& types) {
  bool all = true;
  for (const std::string& pattern : selection.type_patterns) {
    std::vector<const TypeAssertions*> matched;
    for (const TypeAssertions& type : types) {
      if (name_matches(pattern, type.record->name)) matched.push_back(&type);
    }
    if (std::any_of(matched.begin(), matched.end(),
                    [](const TypeAssertions* type) { return !type->assertions.empty(); })) {
      continue;
    }
    all = false;
    for (const TypeAssertions* type : matched) report_omissions(*type);
    if (matched.empty()) std::cerr << "layoutcheck: no type matched '" << pattern << "'\n";
  }
  return all;
}

std::string as_include(const std::string& given) {
  return given.starts_with('<') || given.starts_with('"') ? given : '"' + given + '"';
}

/// An identifier from the name of the file.
std::string name_space(const std::string& file) {
  std::string name = file.empty() ? "layout" : std::filesystem::path(file).stem().string();
  for (char& character : name) {
    if (!std::isalnum(static_cast<unsigned char>(character))) character = '_';
  }
  return "asserts_of_" + name;
}

AssertsFileOptions file_options(const UnitsOfLanguage& units, const EmitOptions& options,
                                const std::vector<TypeAssertions>& types) {
  AssertsFileOptions file;
  file.language = units.language;
  file.header = !options.file.empty() && is_includable(options.file);
  file.name_space = name_space(options.file);
  for (const std::string& include : options.includes) file.includes.push_back(as_include(include));
  const std::string folder =
      options.file.empty() ? "" : std::filesystem::absolute(options.file).parent_path().string();
  for (const std::string& include : includes_for(units.program, types, folder)) {
    file.includes.push_back(include);
  }
  return file;
}

struct Totals {
  std::size_t types = 0, assertions = 0, omissions = 0;
};

Totals totals(const std::vector<TypeAssertions>& types) {
  Totals sum;
  for (const TypeAssertions& type : types) {
    sum.types += type.assertions.empty() ? 0 : 1;
    sum.assertions += type.assertions.size();
    sum.omissions += type.omissions.size();
  }
  return sum;
}

void report_nothing(const UnitSelection& selection, const std::vector<TypeAssertions>& types) {
  for (const TypeAssertions& type : types) report_omissions(type);
  const bool named = selection.names_types() || !types.empty();
  std::cerr << "layoutcheck: nothing to assert, nothing written; "
            << (named ? "name types that a header defines"
                      : "no type outside the system's headers declares a contract: name types")
            << '\n';
}

void report_written(const EmitOptions& options, const Totals& sum) {
  std::ostream& out = options.file.empty() ? std::cerr : std::cout;
  out << (options.file.empty() ? "layoutcheck: " : "") << "wrote "
      << counted(sum.assertions, "assertion") << " about " << counted(sum.types, "type");
  if (!options.file.empty()) out << " to " << options.file;
  if (sum.omissions > 0) out << "; not asserted: " << sum.omissions << ", with reasons in the file";
  out << '\n';
}

int emit_asserts(const EmitOptions& options) {
  const UnitSelection selection = select_units(options.units);
  const UnitsOfLanguage units = read_one_language(selection, options);
  report_problems(units.program);

  std::vector<const Record*> records = select_records(units.program, selection);
  if (!selection.names_types()) records = with_contracts(units.program, records);
  std::vector<TypeAssertions> types =
      assertions_of(units.program, records, units.language, NamedFrom::another_unit);
  if (totals(types).assertions > 0) {
    const AssertsFileOptions file = file_options(units, options, types);
    const std::string text =
        compiled_by_clang(units.program.target.triple, types, file, {*units.first, options.file});
    if (totals(types).assertions > 0) write_output({"", options.file}, text);
  }
  const Totals sum = totals(types);
  if (sum.assertions == 0) {
    report_nothing(selection, types);
    return 3;
  }
  report_written(options, sum);
  const bool all_named = all_names_are_asserted(selection, types);
  const bool complete = all_parsed(units.program);
  return complete && all_named ? 0 : 3;
}

}  // namespace

void add_emit_asserts_command(CLI::App& program,
                              const std::optional<std::vector<std::string>>& flags,
                              int& exit_code) {
  const auto options = std::make_shared<EmitOptions>();
  options->units.flags = flags;
  CLI::App& command = *program.add_subcommand(
      "emit-asserts", "write static_asserts that every build checks without layoutcheck");
  add_source_options(command, options->units);
  command
      .add_option("-o", options->file,
                  "the source or header to write, C if it ends in .c or no unit is C++; without it "
                  "standard output")
      ->type_name("FILE");
  command
      .add_option("--include", options->includes,
                  "include HEADER before those that define the types: uv.h or '<uv.h>'; repeatable")
      ->type_name("HEADER")
      ->allow_extra_args(false);
  command.callback([options, &exit_code] { exit_code = emit_asserts(*options); });
}

}  // namespace layoutcheck
