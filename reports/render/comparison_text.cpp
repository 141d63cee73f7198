// SPDX-License-Identifier: MIT
#include "reports/render/comparison_text.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <set>

#include "reports/render/comparison_notes.h"
#include "reports/render/comparison_summary.h"
#include "reports/render/escape.h"
#include "reports/render/quantity.h"
#include "reports/render/text_columns.h"

namespace reports {
namespace {

constexpr std::size_t rows_on_a_screen = 30;
constexpr std::size_t warnings_on_a_screen = 8;
constexpr std::size_t name_columns = 24;

using Row = const BenchmarkComparison*;

/// How much a row deserves its place on the screen.
double weight(const BenchmarkComparison& row) {
  using enum Verdict;
  const bool always = row.verdict == regressed || row.verdict == improved || row.verdict == not_run;
  if (always) return std::numeric_limits<double>::infinity();
  return row.ratio && *row.ratio > 0 ? std::abs(std::log(*row.ratio)) : 0;
}

std::set<Row> rows_to_show(const Comparison& comparison) {
  std::vector<Row> rows;
  for (const BenchmarkComparison& row : comparison.benchmarks) rows.push_back(&row);
  std::stable_sort(rows.begin(), rows.end(), [](Row a, Row b) { return weight(*a) > weight(*b); });
  std::set<Row> shown;
  for (const Row row : rows) {
    const bool fits = shown.size() < rows_on_a_screen || std::isinf(weight(*row));
    if (fits) shown.insert(row);
  }
  return shown;
}

std::string table_line(std::string_view verdict, std::string_view name,
                       const std::vector<std::string>& cells, std::string_view mark) {
  constexpr std::size_t widths[] = {8, 8, 6, 11, 7, 7, 5};
  std::string line;
  if (columns_of(name) > name_columns) {
    line = std::string(13, ' ') + std::string(name) + "\n";
    name = "";
  }
  line += left_aligned(verdict, 12) + " " + left_aligned(name, name_columns);
  for (std::size_t i = 0; i < cells.size(); ++i) line += " " + right_aligned(cells[i], widths[i]);
  line += mark.empty() ? "" : " " + std::string(mark);
  return line + "\n";
}

std::string row_line(const BenchmarkComparison& row, const std::string& name,
                     ComparisonNotes& notes) {
  return table_line(words(row.verdict), name,
                    {show_value(row.metric, row.base), show_value(row.metric, row.candidate),
                     show_ratio(row.ratio), show_interval(row.interval), show_probability(row.p),
                     show_probability(row.q),
                     std::to_string(row.launches[0]) + "+" + std::to_string(row.launches[1])},
                    notes.mark(row));
}

std::string counter_lines(const BenchmarkComparison& row) {
  std::string text;
  if (!is_judged(row) || row.verdict == Verdict::no_change) return text;
  for (const CounterChange& change : row.counters) {
    text += std::string(15, ' ') + escape_terminal(change.name) + ": " +
            show_value(change.name, change.base) + " -> " +
            show_value(change.name, change.candidate) + " (not judged)\n";
  }
  return text;
}

/// The rows of one family: below its name if it has several, else on one line.
std::string family_lines(const std::vector<Row>& rows, ComparisonNotes& notes) {
  const std::string& family = rows.front()->family;
  const bool alone = std::all_of(rows.begin(), rows.end(),
                                 [&](Row row) { return row->name == rows.front()->name; });
  std::string text;
  if (!alone) text += std::string(13, ' ') + escape_terminal(family) + "\n";
  for (const Row row : rows) {
    std::string name = alone ? row->name : "  " + row->name.substr(family.size());
    if (row->metric != "real_time") name = (alone ? "  " : "    ") + row->metric;
    text += row_line(*row, escape_terminal(name), notes) + counter_lines(*row);
  }
  return text;
}

std::string table(const Comparison& comparison, const std::set<Row>& shown,
                  ComparisonNotes& notes) {
  std::vector<std::vector<Row>> families;
  std::map<std::string_view, std::size_t> places;
  for (const BenchmarkComparison& row : comparison.benchmarks) {
    if (!shown.contains(&row)) continue;
    const auto [found, is_new] = places.emplace(row.family, families.size());
    if (is_new) families.emplace_back();
    families[found->second].push_back(&row);
  }
  std::string text = table_line("", "", {"base", "new", "ratio", "90 %", "p", "q", "runs"}, "");
  for (const std::vector<Row>& family : families) text += family_lines(family, notes);
  return text;
}

std::string hidden_lines(const Comparison& comparison, const std::set<Row>& shown) {
  std::map<Verdict, std::vector<double>> ratios;
  std::size_t hidden = 0;
  for (const BenchmarkComparison& row : comparison.benchmarks) {
    if (shown.contains(&row)) continue;
    ++hidden;
    ratios[row.verdict].push_back(row.ratio.value_or(1));
  }
  if (hidden == 0) return "";
  std::string text = "and " + std::to_string(hidden) + " more, which --format json lists:";
  for (const auto& [verdict, values] : ratios) {
    const auto [least, most] = std::minmax_element(values.begin(), values.end());
    text += " " + std::to_string(values.size()) + " " + std::string(words(verdict)) + " (ratios " +
            show_interval(Interval{*least, *most}) + ")";
  }
  return wrapped(text, 4);
}

std::string side_line(std::string_view name, const ComparedSide& side) {
  std::string line = std::string(name) + escape_terminal(side.path) + ": " +
                     std::to_string(side.launches) + (side.launches == 1 ? " launch" : " launches");
  if (side.machine.commit) line += ", commit " + escape_terminal(*side.machine.commit);
  return wrapped(line, 6);
}

std::string machine_line(const Comparison& comparison) {
  std::string known;
  std::string unknown;
  for (const MachineFact& fact : machine_facts()) {
    if (fact.difference != Difference::forbids_verdict) continue;
    const auto& base = comparison.base.machine.*fact.value;
    const bool alike = base && base == comparison.candidate.machine.*fact.value;
    std::string& list = alike ? known : unknown;
    list += (list.empty() ? "" : ", ") + std::string(fact.name);
    if (alike && fact.name != "caches") list += " " + escape_terminal(*base);
  }
  return wrapped("alike " + (known.empty() ? "in nothing that is known" : known) +
                     (unknown.empty() ? "" : "; not known to be alike: " + unknown),
                 6);
}

std::string warning_lines(const Comparison& comparison) {
  std::string text;
  const std::size_t shown = std::min(comparison.warnings.size(), warnings_on_a_screen);
  for (std::size_t i = 0; i < shown; ++i) {
    text += wrapped("warning: " + escape_terminal(comparison.warnings[i].text), 4);
  }
  if (shown < comparison.warnings.size()) {
    text += "warning: " + std::to_string(comparison.warnings.size() - shown) +
            " more, which --format json lists\n";
  }
  return text;
}

}  // namespace

std::string render_comparison_text(const Comparison& comparison) {
  const std::set<Row> shown = rows_to_show(comparison);
  std::string text = side_line("BASE  ", comparison.base) +
                     side_line("NEW   ", comparison.candidate) + machine_line(comparison) +
                     wrapped("rule  " + show_rule(comparison), 6) + "\n";
  ComparisonNotes notes;
  text += table(comparison, shown, notes);
  text += hidden_lines(comparison, shown) + "\n" + notes.text() + warning_lines(comparison);
  text += wrapped(std::string(words(comparison.verdict)) + ": " + show_counts(comparison), 4);
  for (const std::string& step : next_steps(comparison)) text += wrapped("next: " + step, 6);
  return text;
}

}  // namespace reports
