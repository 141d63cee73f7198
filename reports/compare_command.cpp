// SPDX-License-Identifier: MIT
#include "reports/compare_command.h"

#include <memory>
#include <string>

#include "reports/compare_self_test.h"
#include "reports/comparison_options.h"
#include "reports/ingest/launches.h"

namespace reports {
namespace {

struct CompareOptions {
  std::string base;
  std::string candidate;
  ComparisonOptions comparison;
  bool self_test = false;
};

ExitCode compare(const CompareOptions& options) {
  const Parameters parameters = parameters_of(options.comparison);
  const Run base = read_launches(options.base);
  const Run candidate = read_launches(options.candidate);
  refuse_shared_launches(base, candidate);
  if (options.self_test)
    return self_test_comparison(base, candidate, parameters,
                                control_of(options.comparison, base, candidate));
  return report_comparison(base, candidate, options.comparison);
}

}  // namespace

void add_compare_command(CLI::App& app, ExitCode& exit_code) {
  auto options = std::make_shared<CompareOptions>();
  CLI::App* command = app.add_subcommand(
      "compare", "What became slower or faster between two sets of process launches");
  command->add_option("BASE", options->base, "Google Benchmark's JSON: a file, or one per launch")
      ->required();
  command->add_option("NEW", options->candidate, "The same of what is to be judged")->required();
  add_comparison_options(*command, options->comparison);
  command
      ->add_flag("--self-test", options->self_test,
                 "Plant defects into these runs and show that each fails the gate")
      ->excludes("--fail-on")
      ->excludes("--format");
  command->footer(
      "--allow, --exact and --format may be repeated.\n"
      "Exits 2 for bad input, 1 for a regression, 3 without a verdict, else 0.");
  command->callback([options, &exit_code] { exit_code = compare(*options); });
}

}  // namespace reports
