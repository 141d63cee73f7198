// SPDX-License-Identifier: MIT
//
// To add an output of a comparison: 1. write render/comparison_<name>.h and .cpp; 2. add a row to
// `renderers`; 3. add a golden file to tests/compare_command_test.cpp.
#include "reports/compare_command.h"

#include <algorithm>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "reports/compare_self_test.h"
#include "reports/ingest/launches.h"
#include "reports/model/error.h"
#include "reports/output_format.h"
#include "reports/render/comparison_github.h"
#include "reports/render/comparison_json.h"
#include "reports/render/comparison_junit.h"
#include "reports/render/comparison_markdown.h"
#include "reports/render/comparison_text.h"
#include "reports/verdict/compare_runs.h"

namespace reports {
namespace {

struct Renderer {
  std::string_view name;
  std::string (*render)(const Comparison&);
};

constexpr Renderer renderers[] = {
    {"text", render_comparison_text},         {"json", render_comparison_json},
    {"markdown", render_comparison_markdown}, {"github", render_comparison_github},
    {"junit", render_comparison_junit},
};

struct Options {
  std::string base;
  std::string candidate;
  std::string margin = "5%";
  std::string fail_on = "regression";
  std::vector<std::string> allowed;
  std::vector<std::string> exact;
  std::vector<std::string> formats;
  bool self_test = false;
};

/// "5%" and "0.05" are the same margin.
double parse_margin(const std::string& text) {
  std::size_t end = 0;
  double value = -1;
  try {
    value = std::stod(text, &end);
  } catch (const std::exception&) {
    // stays what is refused below
  }
  const std::string unit = text.substr(end);
  if (unit == "%") value /= 100;
  if ((!unit.empty() && unit != "%") || !(value > 0 && value < 1)) {
    throw Error("--margin " + text + ": must be above 0 % and below 100 %, as in 5% or 0.05");
  }
  return value;
}

std::string render(const std::string& name, const Comparison& comparison) {
  const auto found = std::find_if(std::begin(renderers), std::end(renderers),
                                  [&](const Renderer& renderer) { return renderer.name == name; });
  return found->render(comparison);
}

/// A counter that nothing reports was never compared, which must not look like success.
void refuse_idle_counters(const Comparison& comparison, const std::vector<std::string>& exact) {
  for (const std::string& counter : exact) {
    const bool compared = counter != "real_time" &&
                          std::any_of(comparison.benchmarks.begin(), comparison.benchmarks.end(),
                                      [&](const auto& row) { return row.metric == counter; });
    if (!compared) {
      throw Error("--exact " + counter + ": no benchmark of both sides reports such a counter");
    }
  }
}

ExitCode exit_code_of(const Comparison& comparison, const Options& options) {
  if (options.fail_on == "regression" && count(comparison, Verdict::regressed) > 0) return failed;
  const bool undecided_as_a_whole =
      comparison.verdict == Verdict::not_run || comparison.verdict == Verdict::inconclusive;
  const bool lacks_a_verdict = count_required(comparison, Verdict::not_run) > 0 ||
                               count_required(comparison, Verdict::inconclusive) > 0;
  return undecided_as_a_whole || lacks_a_verdict ? undecided : passed;
}

Parameters parameters_of(const Options& options) {
  Parameters parameters;
  parameters.margin = parse_margin(options.margin);
  parameters.allowed = options.allowed;
  for (const std::string& counter : options.exact) {
    std::vector<std::string>& counters = parameters.exact_counters;
    if (std::find(counters.begin(), counters.end(), counter) == counters.end()) {
      counters.push_back(counter);
    }
  }
  return parameters;
}

ExitCode compare(const Options& options) {
  std::vector<std::string_view> names;
  for (const Renderer& renderer : renderers) names.push_back(renderer.name);
  const std::vector<OutputFormat> formats = parse_output_formats(options.formats, names);
  const Parameters parameters = parameters_of(options);
  const Run base = read_launches(options.base);
  const Run candidate = read_launches(options.candidate);
  refuse_shared_launches(base, candidate);
  if (options.self_test) return self_test_comparison(base, candidate, parameters);
  const Comparison comparison = compare_runs(base, candidate, parameters);
  refuse_idle_counters(comparison, options.exact);

  write_outputs(formats, [&](const std::string& name) { return render(name, comparison); });
  return exit_code_of(comparison, options);
}

}  // namespace

void add_compare_command(CLI::App& app, ExitCode& exit_code) {
  auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand(
      "compare", "What became slower or faster between two sets of process launches");
  command->add_option("BASE", options->base, "Google Benchmark's JSON: a file, or one per launch")
      ->required();
  command->add_option("NEW", options->candidate, "The same of what is to be judged")->required();
  command->add_option("--margin", options->margin, "Smaller differences do not matter [5%]");
  command->add_option("--fail-on", options->fail_on, "What exits 1 [regression]")
      ->check(CLI::IsMember({"regression", "none"}));
  const auto add_list = [&](const char* name, std::vector<std::string>& values, const char* text) {
    command->add_option(name, values, text)->allow_extra_args(false)->take_all();
  };
  add_list("--allow", options->allowed, "A benchmark or family that needs no verdict");
  add_list("--exact", options->exact, "A counter that must not grow, like allocs_per_iter");
  add_list("--format", options->formats,
           "text, json, markdown, github or junit; =FILE writes a file [text]");
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
