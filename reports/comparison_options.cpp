// SPDX-License-Identifier: MIT
//
// To add an output of a comparison: 1. write render/comparison_<name>.h and .cpp; 2. add a row to
// `renderers`; 3. add a golden file to tests/compare_command_test.cpp.
#include "reports/comparison_options.h"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <iterator>
#include <system_error>

#include "reports/files/read_file.h"
#include "reports/ingest/calibration_json.h"
#include "reports/model/error.h"
#include "reports/output_format.h"
#include "reports/render/comparison_github.h"
#include "reports/render/comparison_json.h"
#include "reports/render/comparison_junit.h"
#include "reports/render/comparison_markdown.h"
#include "reports/render/comparison_text.h"
#include "reports/verdict/compare_runs.h"
#include "reports/verdict/control.h"
#include "reports/verdict/interleaving.h"

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

ExitCode exit_code_of(const Comparison& comparison, const ComparisonOptions& options) {
  using enum Verdict;
  if (options.fail_on == "regression" && count_at_gate(comparison, regressed) > 0) return failed;
  const bool undecided_as_a_whole =
      comparison.verdict == not_run || comparison.verdict == inconclusive;
  const bool lacks_a_verdict =
      count_at_gate(comparison, not_run) > 0 || count_at_gate(comparison, inconclusive) > 0;
  return undecided_as_a_whole || lacks_a_verdict ? undecided : passed;
}

void expect_writable(const OutputFormat& format) {
  if (!format.file) return;
  const std::filesystem::path folder = std::filesystem::absolute(*format.file).parent_path();
  if (::access(folder.c_str(), W_OK | X_OK) == 0) return;
  throw Error("--format " + format.name + "=" + format.file->string() + ": cannot be written: " +
              std::generic_category().message(errno) + "; name a file in a folder that exists");
}

std::vector<OutputFormat> formats_of(const ComparisonOptions& options) {
  std::vector<std::string_view> names;
  for (const Renderer& renderer : renderers) names.push_back(renderer.name);
  return parse_output_formats(options.formats, names);
}

}  // namespace

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

void add_comparison_options(CLI::App& command, ComparisonOptions& options) {
  const auto add_list = [&](const char* name, std::vector<std::string>& values, const char* text) {
    command.add_option(name, values, text)->allow_extra_args(false)->take_all();
  };
  command.add_option("--margin", options.margin, "Smaller differences do not matter [5%]");
  command.add_option("--fail-on", options.fail_on, "What exits 1 [regression]")
      ->check(CLI::IsMember({"regression", "none"}));
  add_list("--allow", options.allowed, "A benchmark or family that needs no verdict");
  add_list("--exact", options.exact, "A counter that must not grow, like allocs_per_iter");
  command.add_option("--calibration", options.calibration,
                     "What 'reports calibrate' wrote on this machine, or none "
                     "[calibration/calibration.json]");
  add_list("--format", options.formats,
           "text, json, markdown, github or junit; =FILE writes a file [text]");
}

Parameters parameters_of(const ComparisonOptions& options) {
  // Found now, and not after an hour of measuring.
  for (const OutputFormat& format : formats_of(options)) expect_writable(format);
  const std::string& calibration = options.calibration;
  if (std::filesystem::exists(calibration)) read_calibration(read_file(calibration), calibration);
  Parameters parameters;
  parameters.margin = parse_margin(options.margin);
  parameters.allowed = options.allowed;
  for (const std::string& counter : options.exact) {
    if (counter == instructions_metric) {
      throw Error("--exact instructions: that is what callgrind counts; rename the counter");
    }
    std::vector<std::string>& counters = parameters.exact_counters;
    if (std::find(counters.begin(), counters.end(), counter) == counters.end()) {
      counters.push_back(counter);
    }
  }
  return parameters;
}

Control control_of(const ComparisonOptions& options, const Run& base, const Run& candidate) {
  const std::string& file = options.calibration;
  if (file == "none") {
    return {ControlState::waived,
            "--calibration none: nothing shows how often verdicts are wrong on this machine",
            {}};
  }
  if (!std::filesystem::exists(file)) {
    return {ControlState::missing, "there is no " + file, {}};
  }
  return judge_control(read_calibration(read_file(file), file), sampling_of(base, candidate),
                       parse_margin(options.margin), base, candidate);
}

ExitCode report_comparison(const Run& base, const Run& candidate,
                           const ComparisonOptions& options) {
  const Comparison comparison =
      compare_runs(base, candidate, parameters_of(options), control_of(options, base, candidate));
  write_outputs(formats_of(options),
                [&](const std::string& name) { return render(name, comparison); });
  // Last, since what was measured must not be lost for a name.
  refuse_idle_counters(comparison, options.exact);
  return exit_code_of(comparison, options);
}

}  // namespace reports
