// SPDX-License-Identifier: MIT
#include "reports/render/comparison_markdown.h"

#include <algorithm>
#include <utility>

#include "reports/render/comparison_summary.h"
#include "reports/render/control_text.h"
#include "reports/render/escape.h"
#include "reports/render/quantity.h"
#include "reports/render/row_order.h"
#include "reports/render/text_columns.h"

namespace reports {
namespace {

/// How much of a list is shown. All of them together stay below the 65 536 characters of a comment.
struct Room {
  std::size_t lines;
  std::size_t bytes;
};
constexpr Room changed_rows = {60, 24'000};
constexpr Room unchanged_rows = {100, 20'000};
constexpr Room warning_lines = {20, 8'000};
constexpr std::size_t cell_columns = 300;

/// The lines for which there is room, and their number.
std::pair<std::string, std::size_t> fitting(const std::vector<std::string>& lines, Room room) {
  std::string text;
  std::size_t count = 0;
  while (count < std::min(lines.size(), room.lines) &&
         text.size() + lines[count].size() <= room.bytes) {
    text += lines[count++];
  }
  return {text, count};
}

std::string cell(const std::string& text) {
  return escape_markdown(shortened(text, cell_columns));
}

std::string name_cell(const BenchmarkComparison& row) {
  const std::string name = cell(row.name);
  return is_time(row) ? name : name + " " + cell(row.metric);
}

std::string ratio_cell(const BenchmarkComparison& row) {
  const std::string ratio = show_ratio(row.ratio);
  return row.interval ? ratio + " (" + show_interval(row.interval) + ")" : ratio;
}

std::string row_line(const BenchmarkComparison& row) {
  const std::string verdict = std::string(words(row.verdict)) + (row.allowed ? " (allowed)" : "");
  return "| " + verdict + " | " + name_cell(row) + " | " + show_value(row.metric, row.base) +
         " | " + show_value(row.metric, row.candidate) + " | " + ratio_cell(row) + " | " +
         show_probability(row.p) + " | " + show_probability(row.q) + " | " +
         std::to_string(row.launches[0]) + "+" + std::to_string(row.launches[1]) + " | " +
         cell(show_reason(row)) + " |\n";
}

std::string table(const Rows& rows, Room room) {
  std::vector<std::string> lines;
  for (const auto* row : rows) {
    if (lines.size() == room.lines) break;
    lines.push_back(row_line(*row));
  }
  const auto [shown, count] = fitting(lines, room);
  const std::string rest =
      show_rest({rows.begin() + static_cast<std::ptrdiff_t>(count), rows.end()});
  return "| verdict | benchmark | base | new | ratio (90 % interval) | p | q | launches | reason "
         "|\n"
         "|---|---|--:|--:|--:|--:|--:|--:|---|\n" +
         shown + (rest.empty() ? "" : "\n" + rest + "\n");
}

std::string step_line(const NextStep& step) {
  std::string line = "- " + step.text;
  for (const std::string& piece : step.command) line += " " + escape_markdown(piece);
  return line + "\n";
}

std::string warnings(const Comparison& comparison) {
  std::vector<std::string> lines;
  for (const std::string& text : show_warnings(comparison)) {
    lines.push_back("- warning: " + cell(text) + "\n");
  }
  if (lines.empty()) return "";
  const auto [shown, count] = fitting(lines, warning_lines);
  const std::size_t left = lines.size() - count;
  if (left == 0) return "\n" + shown;
  return "\n" + shown + "- and " + show_count(left, "warning", "warnings") +
         " more, which --format json lists\n";
}

}  // namespace

std::string render_comparison_markdown(const Comparison& comparison) {
  Rows unchanged;
  Rows changed;
  for (const auto* row : most_telling_first(comparison)) {
    (row->verdict == Verdict::no_change ? unchanged : changed).push_back(row);
  }
  std::string text =
      "**" + std::string(words(comparison.verdict)) + "**: " + show_counts(comparison) + "\n";
  if (is_disarmed(comparison) || comparison.control.state == ControlState::waived) {
    text += "\ncontrol: " + cell(show_control(comparison)) + "\n";
  }
  if (!changed.empty()) text += "\n" + table(changed, changed_rows);
  if (!changed.empty() || is_disarmed(comparison)) {
    text += "\n";
    for (const NextStep& step : next_steps(comparison)) text += step_line(step);
  }
  text += warnings(comparison) + "\n<details><summary>" + std::to_string(unchanged.size()) +
          " NO CHANGE, and how this was judged</summary>\n\n";
  if (!unchanged.empty()) text += table(unchanged, unchanged_rows) + "\n";
  text += "BASE " + cell(comparison.base.path) + ", NEW " + cell(comparison.candidate.path) + "; " +
          show_rule(comparison) + "; control: " + cell(show_control(comparison)) +
          ".\n</details>\n";
  return text;
}

}  // namespace reports
