// SPDX-License-Identifier: MIT
#include "reports/render/comparison_markdown.h"

#include <functional>

#include "reports/render/comparison_summary.h"
#include "reports/render/escape.h"
#include "reports/render/quantity.h"

namespace reports {
namespace {

using Rows = std::vector<std::reference_wrapper<const BenchmarkComparison>>;

std::string name_cell(const BenchmarkComparison& row) {
  const std::string name = escape_markdown(row.name);
  return row.metric == "real_time" ? name : name + " " + escape_markdown(row.metric);
}

std::string ratio_cell(const BenchmarkComparison& row) {
  const std::string ratio = show_ratio(row.ratio);
  return row.interval ? ratio + " (" + show_interval(row.interval) + ")" : ratio;
}

std::string table(const Rows& rows) {
  std::string text =
      "| verdict | benchmark | base | new | ratio (90 % interval) | p | q | launches | reason |\n"
      "|---|---|--:|--:|--:|--:|--:|--:|---|\n";
  for (const BenchmarkComparison& row : rows) {
    const std::string verdict = std::string(words(row.verdict)) + (row.allowed ? " (allowed)" : "");
    text += "| " + verdict + " | " + name_cell(row) + " | " + show_value(row.metric, row.base) +
            " | " + show_value(row.metric, row.candidate) + " | " + ratio_cell(row) + " | " +
            show_probability(row.p) + " | " + show_probability(row.q) + " | " +
            std::to_string(row.launches[0]) + "+" + std::to_string(row.launches[1]) + " | " +
            escape_markdown(show_reason(row)) + " |\n";
  }
  return text;
}

std::string warnings(const Comparison& comparison) {
  std::string text = comparison.warnings.empty() ? "" : "\n";
  for (const Warning& warning : comparison.warnings) {
    text += "- warning: " + escape_markdown(warning.text) + "\n";
  }
  return text;
}

}  // namespace

std::string render_comparison_markdown(const Comparison& comparison) {
  Rows unchanged;
  Rows changed;
  for (const BenchmarkComparison& row : comparison.benchmarks) {
    (row.verdict == Verdict::no_change ? unchanged : changed).emplace_back(row);
  }
  std::string text =
      "**" + std::string(words(comparison.verdict)) + "**: " + show_counts(comparison) + "\n";
  if (!changed.empty()) {
    text += "\n" + table(changed) + "\n";
    for (const std::string& step : next_steps(comparison)) text += "- " + step + "\n";
  }
  text += warnings(comparison) + "\n<details><summary>" + std::to_string(unchanged.size()) +
          " NO CHANGE, and how this was judged</summary>\n\n";
  if (!unchanged.empty()) text += table(unchanged) + "\n";
  text += "BASE " + escape_markdown(comparison.base.path) + ", NEW " +
          escape_markdown(comparison.candidate.path) + "; " + show_rule(comparison) +
          ".\n</details>\n";
  return text;
}

}  // namespace reports
