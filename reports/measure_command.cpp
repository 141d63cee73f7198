// SPDX-License-Identifier: MIT
#include "reports/measure_command.h"

#include <unistd.h>

#include <iostream>
#include <memory>
#include <string>

#include "reports/comparison_options.h"
#include "reports/evidence/held_signals.h"
#include "reports/evidence/host_machine.h"
#include "reports/evidence/local_process_runner.h"
#include "reports/evidence/local_surroundings.h"
#include "reports/ingest/launches.h"
#include "reports/measure/cpus.h"
#include "reports/measure/instructions.h"
#include "reports/measure/listing.h"
#include "reports/measure/local_cpu_affinity.h"
#include "reports/measure/programs.h"
#include "reports/measure/progress_line.h"
#include "reports/measure/schedule.h"
#include "reports/measure/session.h"
#include "reports/measure/stopping.h"
#include "reports/model/error.h"
#include "reports/render/escape.h"
#include "reports/render/quantity.h"
#include "reports/verdict/compare_runs.h"

namespace reports {
namespace {

namespace fs = std::filesystem;

struct MeasureOptions {
  std::string base;
  std::string candidate;
  std::string folder;  ///< empty: named like what is measured
  std::string filter;
  std::string cpus;
  int launches = 12;
  bool stop_early = false;
  bool instructions = false;
  ComparisonOptions comparison;
};

fs::path folder_of(const MeasureOptions& options) {
  if (!options.folder.empty()) return options.folder;
  return options.instructions ? "instructions" : "measure";
}

void say(const std::string& text) {
  std::cerr << "reports: " << escape_terminal(text) << std::endl;
}

SessionPlan plan_of(const MeasureOptions& options) {
  expect_whole_blocks(options.launches);
  SessionPlan plan;
  plan.commands = {split_command("--base", options.base),
                   split_command("--new", options.candidate)};
  plan.launches = options.launches;
  plan.looks = planned_looks(options.launches, options.stop_early);
  plan.filter = options.filter;
  return plan;
}

/// What the user should know before time is spent on it.
void warn_before(const SessionPlan& plan, const Parameters& parameters) {
  if (plan.launches < static_cast<int>(parameters.least_launches)) {
    say("warning: " + std::to_string(plan.launches) +
        " launches a side are too few for a verdict: " + std::to_string(parameters.least_launches) +
        " are needed");
  }
  if (is_same_program(plan)) {
    say("warning: BASE and NEW are the same program: whatever differs is noise");
  }
}

ExitCode stop(const MeasureOptions& options) {
  const int finished = finished_launches(folder_of(options));
  say("interrupted after " + std::to_string(finished) + " of " +
      std::to_string(2 * options.launches) + " launches; the same command goes on from here");
  return undecided;
}

void say_decided(const MeasureOptions& options, const SessionPlan& plan) {
  const Look& look = plan.looks.front();
  say("stopped after " + std::to_string(finished_launches(folder_of(options))) + " of " +
      std::to_string(2 * plan.launches) + " launches (--stop-early): more would decide nothing; " +
      "its look after block " + std::to_string(look.blocks) + " may use " +
      show_percent(look.share) + " of the error rate");
}

void say_nothing_started(const SessionPlan& plan, const Run& base) {
  const std::string date = base.launches.front().date.substr(0, 10);
  say("all " + std::to_string(2 * plan.launches) + " launches are there" +
      (date.empty() ? "" : ", of " + date) + "; nothing was started");
}

ExitCode measure(const MeasureOptions& options) {
  const Parameters parameters = parameters_of(options.comparison);
  SessionPlan plan = plan_of(options);
  const fs::path folder = folder_of(options);
  const auto read = [&](const char* side) { return read_launches(folder / side); };
  const bool was_complete = finished_launches(folder) >= 2 * plan.launches;
  {
    const HeldSignals held;
    LocalProcessRunner runner([] { say_waiting(std::cerr, ::isatty(STDERR_FILENO) == 1); });
    const auto listing = list_benchmarks(plan, runner);
    if (!listing) return stop(options);
    for (const Warning& warning : listing->warnings) say("warning: " + warning.text);
    warn_before(plan, parameters);
    LocalCpuAffinity affinity;
    const Pinning pinning = pin(options.cpus, listing->benchmarks, affinity);
    plan.cpus = pinning.cpus;
    if (!was_complete) say("measures into " + folder.string() + ", " + pinning.text);

    ProgressLine progress(std::cerr, ::isatty(STDERR_FILENO) == 1, std::chrono::steady_clock::now);
    const SessionEnd end =
        run_session(plan, folder, machine_of(LocalSurroundings().host()), runner, progress, [&] {
          const Run base = read("base");
          const Run candidate = read("new");
          return !could_more_launches_decide(compare_runs(
              base, candidate, parameters, control_of(options.comparison, base, candidate)));
        });
    progress.finish();
    if (end == SessionEnd::interrupted) return stop(options);
    if (end == SessionEnd::decided) say_decided(options, plan);
  }
  Run base = read("base");
  Run candidate = read("new");
  if (was_complete) say_nothing_started(plan, base);
  base.command = options.base;
  candidate.command = options.candidate;
  return report_comparison(base, candidate, options.comparison);
}

ExitCode count_instructions(const MeasureOptions& options) {
  parameters_of(options.comparison);
  const fs::path folder = folder_of(options);
  {
    const HeldSignals held;
    LocalProcessRunner runner([] { say_waiting(std::cerr, ::isatty(STDERR_FILENO) == 1); });
    std::vector<Warning> warnings;
    ProgressLine progress(std::cerr, ::isatty(STDERR_FILENO) == 1, std::chrono::steady_clock::now);
    const SessionEnd end = run_instructions(
        {split_command("--base", options.base), split_command("--new", options.candidate)}, folder,
        options.filter, runner, progress, warnings);
    progress.finish();
    for (const Warning& warning : warnings) say("warning: " + warning.text);
    if (end == SessionEnd::interrupted) {
      say("interrupted; the same command goes on from here");
      return undecided;
    }
  }
  return report_comparison(read_launches(folder / "base"), read_launches(folder / "new"),
                           options.comparison);
}

}  // namespace

void add_measure_command(CLI::App& app, ExitCode& exit_code) {
  auto options = std::make_shared<MeasureOptions>();
  CLI::App* command = app.add_subcommand(
      "measure", "Start two benchmark programs in turn, in random order, and compare them");
  command->add_option("--base", options->base, "The program to compare with, and its arguments")
      ->required();
  command->add_option("--new", options->candidate, "The same of what is to be judged")->required();
  command->add_option("-o,--output", options->folder,
                      "Folder of the launches [measure or instructions]");
  command->add_option("--launches", options->launches, "Processes of each side, even [12]");
  command->add_option("--filter", options->filter, "Only benchmarks that this expression matches");
  command->add_option("--cpus", options->cpus,
                      "Where both run: 2,3 or 0-3 or all [the last CPU, unless they use threads]");
  command->add_flag("--stop-early", options->stop_early,
                    "Look once before the end, and stop there if nothing is left to decide");
  command
      ->add_flag("--instructions", options->instructions,
                 "Count with callgrind what benchmarks with fixed iterations execute, and time "
                 "nothing")
      ->excludes("--launches")
      ->excludes("--cpus")
      ->excludes("--stop-early");
  add_comparison_options(*command, options->comparison);
  command->footer(
      "Finished launches survive an interruption, and the same command goes on with them.\n"
      "Exits 2 for bad input or a failed launch, 1 for a regression, 3 without a verdict or when\n"
      "interrupted, else 0.");
  command->callback([options, &exit_code] {
    exit_code = options->instructions ? count_instructions(*options) : measure(*options);
  });
}

}  // namespace reports
