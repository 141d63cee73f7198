// SPDX-License-Identifier: MIT
#include "reports/render/comparison_summary.h"

#include <algorithm>

#include "reports/render/quantity.h"

namespace reports {
namespace {

constexpr int recommended_launches = 12;

/// ", 3 regressed" for what there is, nothing for what there is not.
std::string counted(const Comparison& comparison, Verdict verdict, std::string_view name,
                    std::string_view separator) {
  const std::size_t rows = count(comparison, verdict);
  if (rows == 0) return "";
  return std::string(separator) + std::to_string(rows) + " " + std::string(name);
}

std::size_t count_judged(const Comparison& comparison) {
  return static_cast<std::size_t>(
      std::count_if(comparison.benchmarks.begin(), comparison.benchmarks.end(), is_judged));
}

/// The most launches that an inconclusive row asks for, and never less than what is usual.
int launches_to_ask_for(const Comparison& comparison) {
  int launches = recommended_launches;
  for (const BenchmarkComparison& row : comparison.benchmarks) {
    launches = std::max(launches, row.launches_needed.value_or(0));
  }
  return launches;
}

}  // namespace

std::string show_counts(const Comparison& comparison) {
  std::string text = "judged " + std::to_string(count_judged(comparison)) + " of " +
                     std::to_string(comparison.benchmarks.size());
  std::string detail = counted(comparison, Verdict::regressed, "regressed", ", ") +
                       counted(comparison, Verdict::improved, "improved", ", ") +
                       counted(comparison, Verdict::no_change, "no change", ", ");
  if (!detail.empty()) text += ": " + detail.substr(2);
  detail = counted(comparison, Verdict::inconclusive, "inconclusive", ", ") +
           counted(comparison, Verdict::not_run, "not run", ", ");
  if (!detail.empty()) text += "; " + detail.substr(2);
  const std::size_t without_verdict = comparison.benchmarks.size() - count_judged(comparison);
  const std::size_t required = count_required(comparison, Verdict::inconclusive) +
                               count_required(comparison, Verdict::not_run);
  if (required < without_verdict) {
    text += " (" + std::to_string(without_verdict - required) + " allowed)";
  }
  return text;
}

std::vector<std::string> next_steps(const Comparison& comparison) {
  std::vector<std::string> steps;
  if (count(comparison, Verdict::regressed) > 0) {
    steps.push_back(
        "find what slowed the REGRESSED rows down; if it is wanted, make NEW the next BASE");
  }
  if (count_required(comparison, Verdict::not_run) > 0) {
    steps.push_back("make the NOT RUN rows run on both sides, or pass --allow NAME for each");
  }
  if (count_required(comparison, Verdict::inconclusive) > 0) {
    steps.push_back("for the INCONCLUSIVE rows, start BASE and NEW in turn, " +
                    std::to_string(launches_to_ask_for(comparison)) +
                    " times each, on a quiet machine, every process with its own "
                    "--benchmark_out=DIRECTORY/N.json; then compare the directories");
  }
  if (steps.empty()) steps.push_back("nothing to do");
  return steps;
}

std::string show_rule(const Comparison& comparison) {
  const Parameters& parameters = comparison.parameters;
  const auto family = std::count_if(comparison.benchmarks.begin(), comparison.benchmarks.end(),
                                    [](const auto& row) { return row.q.has_value(); });
  const std::string floor = parameters.noise_floor ? show_percent(*parameters.noise_floor)
                                                   : std::string("not measured on this machine");
  return "margin " + show_percent(parameters.margin) + " and at least " +
         show_time(parameters.floor_ns) + "; false discovery rate " +
         show_percent(parameters.false_discovery_rate) + " over " + std::to_string(family) +
         " benchmarks; noise floor " + floor;
}

std::string show_reason(const BenchmarkComparison& row) {
  if (!row.launches_needed) return row.reason;
  return row.reason + show_needed_launches(*row.launches_needed, *row.launches_needed);
}

std::string show_measurement(const BenchmarkComparison& row) {
  std::string text = row.metric + " " + show_value(row.metric, row.base) + " -> " +
                     show_value(row.metric, row.candidate);
  if (row.ratio) text += ", ratio " + show_ratio(row.ratio);
  if (row.interval) text += " (" + show_interval(row.interval) + ")";
  if (row.q) text += ", q " + show_probability(row.q);
  return row.reason.empty() ? text : text + ": " + show_reason(row);
}

std::string show_needed_launches(int fewest, int most) {
  std::string text = "; needs " + std::to_string(fewest);
  if (most > fewest) text += " to " + std::to_string(most);
  return text + " launches a side";
}

}  // namespace reports
