// SPDX-License-Identifier: MIT
#include "reports/render/comparison_github.h"

#include "reports/render/comparison_summary.h"
#include "reports/render/escape.h"

namespace reports {
namespace {

std::string annotation(std::string_view level, std::string_view title, std::string_view message) {
  return "::" + std::string(level) + " title=" + escape_workflow_property(title) +
         "::" + escape_workflow_message(message) + "\n";
}

}  // namespace

std::string render_comparison_github(const Comparison& comparison) {
  std::string text;
  for (const BenchmarkComparison& row : comparison.benchmarks) {
    if (!fails_the_gate(row)) continue;
    text += annotation("error", std::string(words(row.verdict)) + " " + row.name,
                       show_measurement(row));
  }
  for (const Warning& warning : comparison.warnings) {
    text += annotation("warning", "doubtful", warning.text);
  }
  return text + annotation("notice", words(comparison.verdict), show_counts(comparison));
}

}  // namespace reports
