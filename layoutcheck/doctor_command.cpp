// SPDX-License-Identifier: MIT
#include "layoutcheck/doctor_command.h"

#include <algorithm>
#include <functional>
#include <iostream>
#include <memory>

#include <CLI/CLI.hpp>

#include "layoutcheck/lock_file.h"
#include "layoutcheck/planted_violation.h"
#include "layoutcheck/render/columns.h"
#include "layoutcheck/unit_selection.h"

namespace layoutcheck {
namespace {

constexpr std::size_t most_examples = 3;

/// Says one thing after the other, and what that makes in the end.
class Diagnosis {
 public:
  void good(const std::string& text) { std::cout << "ok    " << text << '\n'; }

  void bad(const std::string& text, const std::string& help, int exit_code = 3) {
    std::cout << "FAIL  " << text << "\n      " << help << '\n';
    // A planted violation that was missed is the worst.
    exit_code_ = exit_code_ == 1 ? 1 : exit_code;
  }

  int close() const {
    std::cout << (exit_code_ == 0 ? "layoutcheck sees what it should\n"
                                  : "what failed above would be missed by a check\n");
    return exit_code_;
  }

 private:
  int exit_code_ = 0;
};

void look_at_units(Diagnosis& diagnosis, const Program& program) {
  std::string examples;
  std::size_t failed = 0;
  for (const Unit& unit : program.units) {
    if (unit.parsed || ++failed > most_examples) continue;
    const bool names_file = unit.reason.starts_with(unit.file);
    examples += "\n      " + (names_file ? unit.reason : unit.file + ": " + unit.reason);
  }
  if (failed == 0)
    return diagnosis.good("units: all " + std::to_string(program.units.size()) + " parse");
  diagnosis.bad("units: " + std::to_string(failed) + " of " + std::to_string(program.units.size()) +
                    " do not parse" + examples,
                "headers that are missing: build the project once, so that generated ones exist");
}

void look_at_flags(Diagnosis& diagnosis, const Program& program) {
  if (program.warnings.empty()) return diagnosis.good("flags: clang knows all of them");
  std::string text = "flags: " + program.warnings.front();
  if (program.warnings.size() > 1) {
    text += ", and " + std::to_string(program.warnings.size() - 1) + " more";
  }
  diagnosis.good(text + "; layouts do not depend on most of them");
}

void look_at_declarations(Diagnosis& diagnosis, const Program& program, const Config& config,
                          const Bindings& bindings) {
  if (config.file.empty()) {
    diagnosis.good("configuration: no .layoutcheck here or above; the defaults hold");
  } else {
    diagnosis.good("configuration: " + config.file + " with " +
                   counted(config.contracts.size(), "contract"));
  }
  const std::string types =
      counted(select_records(program, std::vector<std::string>()).size(), "type");
  const auto& [records, globals, unbound] = bindings.terms;
  const auto declared =
      std::count_if(records.begin(), records.end(), std::mem_fn(&RecordTerms::claim_something)) +
      std::count_if(globals.begin(), globals.end(), std::mem_fn(&Terms::claim_something));
  if (declared == 0) {
    diagnosis.bad("contracts: none in " + types,
                  "declare some with the macros of layoutcheck/annotations.h or in .layoutcheck");
  } else {
    diagnosis.good("contracts: " + std::to_string(declared) + " in " + types);
  }
  for (const SkippedRecord& skipped : program.skipped) {
    if (!skipped.annotated) continue;
    diagnosis.bad("contracts: that of " + skipped.name + " is checked nowhere: " + skipped.reason,
                  "instantiate it in some unit, a test for example");
  }
  if (bindings.unbound.empty()) return;
  const UnboundDirective& first = bindings.unbound.front();
  diagnosis.bad(
      "contracts: " + counted(bindings.unbound.size(), "declaration") +
          " that says something about nothing",
      first.location.file + ":" + std::to_string(first.location.line) + ": " + first.message);
}

/// With the flags of the first unit of each language that parses.
void plant(Diagnosis& diagnosis, const Program& program,
           const std::vector<CompileCommand>& commands, const RuleSelection& rules) {
  bool planted[2] = {};
  for (std::size_t i = 0; i < commands.size(); ++i) {
    const bool is_c = program.units[i].language == Language::c;
    if (!program.units[i].parsed || planted[is_c]) continue;
    planted[is_c] = true;
    const auto missed = missed_violations(commands[i], program.target.line_sizes, rules);
    const std::string where = "with the flags of " + program.units[i].file;
    if (missed.empty()) {
      diagnosis.good("planted: three violations were found, and their mended twins proved, " +
                     where);
    }
    for (const std::string& what : missed) {
      diagnosis.bad("planted: " + what + " was not seen " + where,
                    "no verdict of this program can be trusted here; please report it", 1);
    }
  }
  if (!planted[0] && !planted[1]) {
    diagnosis.bad("planted: nothing, for no unit parses", "mend the units first");
  }
}

int diagnose(const UnitOptions& options) {
  const UnitSelection selection = select_units(options);
  const RuleSelection rules = selected_rules(selection.config);
  const std::optional<LayoutLock> lock = find_lock("");
  Diagnosis diagnosis;
  diagnosis.good("compile commands: " + counted(selection.commands.size(), "unit"));
  const Program program = read_program(selection, options);
  const Bindings bindings = bind(program, selection.config.contracts, selection.extent);
  if (lock)
    diagnosis.good("lock: " + lock->file + " for " + counted(lock->targets.size(), "target"));
  look_at_units(diagnosis, program);
  look_at_flags(diagnosis, program);
  look_at_declarations(diagnosis, program, selection.config, bindings);
  plant(diagnosis, program, selection.commands, rules);
  return diagnosis.close();
}

}  // namespace

void add_doctor_command(CLI::App& program, const std::optional<std::vector<std::string>>& flags,
                        int& exit_code) {
  const auto options = std::make_shared<UnitOptions>();
  options->flags = flags;
  CLI::App& command = *program.add_subcommand(
      "doctor", "look for what a check would miss here, and plant a violation that it must see");
  add_unit_options(command, *options);
  command.callback([options, &exit_code] { exit_code = diagnose(*options); });
}

}  // namespace layoutcheck
