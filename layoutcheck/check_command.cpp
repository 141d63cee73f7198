// SPDX-License-Identifier: MIT
#include "layoutcheck/check_command.h"

#include <algorithm>
#include <iostream>
#include <memory>

#include <CLI/CLI.hpp>

#include "layoutcheck/contracts/bind.h"
#include "layoutcheck/error.h"
#include "layoutcheck/extract/source_path.h"
#include "layoutcheck/output.h"
#include "layoutcheck/process/changed_files.h"
#include "layoutcheck/render/check_json.h"
#include "layoutcheck/render/findings_text.h"
#include "layoutcheck/rules/check.h"
#include "layoutcheck/unit_selection.h"

namespace layoutcheck {
namespace {

struct CheckOptions {
  UnitOptions units;
  std::vector<std::string> formats;
  std::string fail_on = "error";
  bool allow_unknown = false;
  std::string since;
};

bool fails(const Finding& finding, const std::string& fail_on) {
  if (finding.allowed || finding.verdict != Verdict::violated || fail_on == "none") return false;
  return finding.severity >= (fail_on == "warning" ? Severity::warning : Severity::error);
}

bool is_incomplete(const Coverage& coverage, bool allow_unknown) {
  return (coverage.unknown > 0 && !allow_unknown) || coverage.not_checked > 0 ||
         !coverage.failed_units.empty() || coverage.contracts() == 0;
}

int exit_code_for(const CheckResult& result, const CheckOptions& options) {
  const bool failed =
      std::any_of(result.findings.begin(), result.findings.end(),
                  [&](const Finding& finding) { return fails(finding, options.fail_on); });
  if (failed) return 1;
  return is_incomplete(result.coverage, options.allow_unknown) ? 3 : 0;
}

std::string render(const Output& output, const CheckOptions& options, const Program& program,
                   const std::vector<std::string>& type_patterns, const CheckResult& result) {
  if (output.format == "text") return findings_text(program, result);
  return check_json(program, select_records(program, type_patterns), result,
                    is_incomplete(result.coverage, options.allow_unknown));
}

RuleSelection selected_rules(const Config& config) {
  RuleSelection rules;
  for (const auto& [entry, location] : config.checks) {
    const std::string wrong = rules.change(entry);
    if (!wrong.empty()) {
      throw Error(location.file + ":" + std::to_string(location.line) + ": " + wrong);
    }
  }
  return rules;
}

/// As the model spells them. If the configuration is among them, everything may be judged anew.
std::optional<std::set<std::string>> files_changed_since(const std::string& revision,
                                                         const Config& config) {
  if (revision.empty()) return std::nullopt;
  std::set<std::string> files;
  for (const std::string& file : changed_files(revision)) files.insert(source_path(".", file));
  if (files.contains(source_path(".", config.file))) return std::nullopt;
  return files;
}

int check(const CheckOptions& options) {
  const std::vector<Output> outputs = parse_outputs(options.formats, {"text", "json"});
  const UnitSelection selection = select_units(options.units);
  const RuleSelection rules = selected_rules(selection.config);
  const auto changed = files_changed_since(options.since, selection.config);
  if (!selection.headers.empty()) {
    throw Error(selection.headers.front() +
                ": check takes types and the sources of the build; name a type, or a source that "
                "includes this header");
  }

  const Program program = read_program(selection, options.units);
  const Bindings bindings = bind(program, selection.config.contracts, selection.extent);
  const CheckResult result =
      check(CheckInput{program, bindings, selection.type_patterns, rules, changed});

  report_problems(program);
  if (changed && result.coverage.checked_types == 0) {
    std::cerr << "layoutcheck: no type changed since " << options.since
              << ", so nothing was judged\n";
  }
  for (const Output& output : outputs) {
    write_output(output, render(output, options, program, selection.type_patterns, result));
  }
  return exit_code_for(result, options);
}

}  // namespace

void add_check_command(CLI::App& program, const std::optional<std::vector<std::string>>& flags,
                       int& exit_code) {
  const auto options = std::make_shared<CheckOptions>();
  options->units.flags = flags;
  CLI::App& command = *program.add_subcommand("check", "prove or refute what the types declare");
  add_unit_options(command, options->units);
  command
      .add_option("--format", options->formats, "text or json, to a file with =FILE; repeatable")
      ->type_name("FORMAT[=FILE]")
      ->allow_extra_args(false);
  command.add_option("--fail-on", options->fail_on, "findings that make the exit code 1")
      ->type_name("error|warning|none")
      ->check(CLI::IsMember({"error", "warning", "none"}));
  command.add_flag("--allow-unknown", options->allow_unknown,
                   "an UNKNOWN does not make the exit code 3");
  command
      .add_option("--since", options->since,
                  "judge only what files that changed since this git revision declare, and what "
                  "holds it")
      ->type_name("REV");
  command.callback([options, &exit_code] { exit_code = check(*options); });
}

}  // namespace layoutcheck
