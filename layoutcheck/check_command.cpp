// SPDX-License-Identifier: MIT
#include "layoutcheck/check_command.h"

#include <algorithm>
#include <iostream>
#include <memory>

#include <CLI/CLI.hpp>

#include "layoutcheck/contracts/bind.h"
#include "layoutcheck/error.h"
#include "layoutcheck/extract/source_path.h"
#include "layoutcheck/ingest/read_baseline.h"
#include "layoutcheck/lock_file.h"
#include "layoutcheck/output.h"
#include "layoutcheck/process/changed_files.h"
#include "layoutcheck/render/check_json.h"
#include "layoutcheck/render/findings_text.h"
#include "layoutcheck/render/github.h"
#include "layoutcheck/render/junit.h"
#include "layoutcheck/render/sarif.h"
#include "layoutcheck/rules/apply_baseline.h"
#include "layoutcheck/rules/check.h"
#include "layoutcheck/rules/gate.h"
#include "layoutcheck/unit_selection.h"

namespace layoutcheck {
namespace {

struct CheckOptions {
  UnitOptions units;
  std::vector<std::string> formats;
  std::string fail_on = "error";
  bool allow_unknown = false;
  std::string since;
  std::string lock_file;
  std::string baseline_file;
};

std::optional<Baseline> find_baseline(const std::string& file) {
  if (file.empty()) return std::nullopt;
  return read_baseline(read_file(file), file);
}

Gate gate_of(const CheckOptions& options) {
  Gate gate{Severity::error, options.allow_unknown};
  if (options.fail_on == "warning") gate.fail_on = Severity::warning;
  if (options.fail_on == "none") gate.fail_on.reset();
  return gate;
}

int exit_code_for(const CheckResult& result, const Gate& gate) {
  const bool failed = std::any_of(result.findings.begin(), result.findings.end(),
                                  [&](const Finding& finding) { return gate.fails(finding); });
  if (failed) return 1;
  return gate.is_incomplete(result.coverage) ? 3 : 0;
}

std::string render(const Output& output, const Gate& gate, const Program& program,
                   const std::vector<std::string>& type_patterns, const CheckResult& result) {
  if (output.format == "text") return findings_text(program, result);
  if (output.format == "sarif") return sarif(program, result, gate);
  if (output.format == "github") return github(program, result, gate);
  if (output.format == "junit") return junit(program, result, gate);
  return check_json(program, select_records(program, type_patterns), result,
                    gate.is_incomplete(result.coverage));
}

/// Whether a unit read something that changed since the revision. Null: every unit matters, for
/// nobody asked, or what changed says how units are compiled or judged.
UnitFilter units_changed_since(const std::string& revision, const Config& config) {
  if (revision.empty()) return nullptr;
  std::set<std::string> changed;
  for (const std::string& file : changed_files(revision)) {
    if (is_build_description(file)) return nullptr;
    changed.insert(source_path(".", file));
  }
  if (changed.contains(source_path(".", config.file))) return nullptr;
  return [changed](const std::vector<std::string>& files) {
    return std::any_of(files.begin(), files.end(), [&](const std::string& file) {
      const auto is_in = [&](const std::string& submodule) {
        return file.starts_with(submodule + "/");
      };
      return changed.contains(file) || std::any_of(changed.begin(), changed.end(), is_in);
    });
  };
}

int check(const CheckOptions& options) {
  const std::vector<Output> outputs =
      parse_outputs(options.formats, {"text", "json", "sarif", "github", "junit"});
  const Gate gate = gate_of(options);
  const std::optional<LayoutLock> lock = find_lock(options.lock_file);
  const std::optional<Baseline> baseline = find_baseline(options.baseline_file);
  const UnitSelection selection = select_units(options.units);
  if (!selection.headers.empty()) {
    throw Error(selection.headers.front() +
                ": check takes types and the sources of the build; name a type, or a source that "
                "includes this header");
  }

  const UnitFilter matters = units_changed_since(options.since, selection.config);
  const Extent extent = matters ? Extent::part : selection.extent;
  const Program program = read_program(selection, options.units, matters);
  const Bindings bindings = bind(program, selection.config.contracts, extent);
  const CheckInput input{.program = program,
                         .bindings = bindings,
                         .type_patterns = selection.type_patterns,
                         .rules = selected_rules(selection.config),
                         .lock = lock ? &*lock : nullptr,
                         .extent = extent};
  CheckResult result = check(input);
  if (lock) result.coverage.lock_file = lock->file;
  if (baseline) apply_baseline(*baseline, input, result);

  report_problems(program);
  if (matters && result.coverage.checked_types == 0) {
    std::cerr << "layoutcheck: no unit read a file that changed since " << options.since
              << ", so nothing was judged\n";
  }
  for (const Output& output : outputs) {
    write_output(output, render(output, gate, program, selection.type_patterns, result));
  }
  return exit_code_for(result, gate);
}

}  // namespace

void add_check_command(CLI::App& program, const std::optional<std::vector<std::string>>& flags,
                       int& exit_code) {
  const auto options = std::make_shared<CheckOptions>();
  options->units.flags = flags;
  CLI::App& command = *program.add_subcommand("check", "prove or refute what the types declare");
  add_unit_options(command, options->units);
  command
      .add_option("--format", options->formats,
                  "text, json, sarif, github or junit, to a file with =FILE; repeatable")
      ->type_name("FORMAT[=FILE]")
      ->allow_extra_args(false);
  command.add_option("--fail-on", options->fail_on, "findings that make the exit code 1")
      ->type_name("error|warning|none")
      ->check(CLI::IsMember({"error", "warning", "none"}));
  command.add_flag("--allow-unknown", options->allow_unknown,
                   "an UNKNOWN does not make the exit code 3");
  command
      .add_option("--since", options->since,
                  "judge only the types of units that read a file which changed since this git "
                  "revision")
      ->type_name("REV");
  command
      .add_option("--lock", options->lock_file,
                  "the layouts that must not change, instead of the nearest layout.lock")
      ->type_name("FILE");
  command
      .add_option("--baseline", options->baseline_file,
                  "findings that --format json wrote into this file do not fail")
      ->type_name("FILE");
  command.callback([options, &exit_code] { exit_code = check(*options); });
}

}  // namespace layoutcheck
