// SPDX-License-Identifier: MIT
#include "reports/render/comparison_table.h"

#include <algorithm>
#include <map>
#include <set>

#include "reports/render/comparison_notes.h"
#include "reports/render/escape.h"
#include "reports/render/quantity.h"
#include "reports/render/row_order.h"
#include "reports/render/text_columns.h"

namespace reports {
namespace {

constexpr std::size_t rows_on_a_screen = 30;
constexpr std::ptrdiff_t lines_on_a_screen = 36;
constexpr std::size_t verdict_columns = 13;
constexpr std::size_t name_columns = 24;
constexpr std::size_t counter_name_columns = 40;

using Row = const BenchmarkComparison*;

/// How many rows of a verdict no other verdict may push aside.
std::size_t kept_rows(Verdict verdict) {
  using enum Verdict;
  if (verdict == regressed) return 16;
  if (verdict == not_run) return 5;
  return verdict == no_change ? 2 : verdict == improved ? 3 : 4;
}

/// The most telling rows, after a few of each verdict.
Rows rows_in_order_of_place(const Rows& most_telling_first) {
  std::map<Verdict, std::size_t> counts;
  Rows kept;
  Rows others;
  for (const Row row : most_telling_first) {
    const bool is_kept = ++counts[row->verdict] <= kept_rows(row->verdict);
    (is_kept ? kept : others).push_back(row);
  }
  kept.insert(kept.end(), others.begin(), others.end());
  return kept;
}

/// One table while it grows.
class Table {
 public:
  Table(const Comparison& comparison, bool has_counters)
      : comparison_(comparison), has_counters_(has_counters) {
    append("", "", {"base", "new", "ratio", "90 %", "p", "q", "runs"}, "");
  }

  /// The rows of one family: below its name if it has several, else on one line.
  void append_family(const Rows& rows) {
    const std::string& family = rows.front()->family;
    const bool alone =
        std::ranges::all_of(rows, [&](Row row) { return row->name == rows.front()->name; });
    if (!alone) append_name(fitting(family, *rows.front()));
    std::string_view above;
    for (const Row row : rows) {
      std::string name = alone ? row->name : "  " + row->name.substr(family.size());
      if (row->name == above) name = (alone ? "  " : "    ") + row->metric;
      if (row->name != above && !is_time(*row)) name += " " + row->metric;
      above = row->name;
      append_row(*row, fitting(name, *row));
    }
  }

  const std::string& text() const { return text_; }
  const ComparisonNotes& notes() const { return notes_; }

 private:
  void append_name(const std::string& name) {
    text_ += std::string(verdict_columns, ' ') + name + "\n";
  }

  /// A cell that is too wide takes its room from the name, and a name that is too wide has a line
  /// of its own.
  void append(std::string_view verdict, std::string_view name,
              const std::vector<std::string>& cells, const std::string& mark) {
    constexpr std::size_t widths[] = {8, 8, 6, 11, 7, 7, 5};
    std::string right;
    for (std::size_t i = 0; i < cells.size(); ++i)
      right += " " + right_aligned(cells[i], widths[i]);
    if (!mark.empty()) right += right_aligned(mark, 4);
    const std::size_t taken = verdict_columns + columns_of(right);
    const std::size_t room =
        std::min(name_columns, screen_columns - std::min(screen_columns, taken));
    if (columns_of(name) > room) {
      append_name(std::string(name));
      name = "";
    }
    text_ += left_aligned(verdict, verdict_columns) + left_aligned(name, room) + right + "\n";
  }

  void append_row(const BenchmarkComparison& row, const std::string& name) {
    append(words(row.verdict), name,
           {show_value(row.metric, row.base), show_value(row.metric, row.candidate),
            show_ratio(row.ratio), show_interval(row.interval), show_probability(row.p),
            show_probability(row.q),
            std::to_string(row.launches[0]) + "+" + std::to_string(row.launches[1])},
           notes_.mark(row));
    const bool changed = row.verdict == Verdict::regressed || row.verdict == Verdict::improved;
    if (changed && has_counters_) append_counters(row.counters);
  }

  void append_counters(const std::vector<CounterChange>& changes) {
    for (const CounterChange& change : changes) {
      text_ += std::string(verdict_columns + 2, ' ') +
               shortened(escape_terminal(change.name), counter_name_columns) + ": " +
               show_value(change.name, change.base) + " -> " +
               show_value(change.name, change.candidate) + " (not judged)\n";
    }
  }

  /// The name in the room of a line. Of names that then look the same, each but the first shows its
  /// place among the benchmarks of JSON.
  std::string fitting(const std::string& name, const BenchmarkComparison& row) {
    constexpr std::size_t room = screen_columns - verdict_columns;
    const std::string whole = escape_terminal(name);
    std::string short_name = shortened(whole, room);
    if (names_.emplace(short_name, whole).first->second != whole) {
      const auto place = std::to_string(&row - comparison_.benchmarks.data());
      short_name = shortened(whole, room, "…#" + place + "…");
    }
    return short_name;
  }

  const Comparison& comparison_;
  bool has_counters_;
  std::string text_;
  ComparisonNotes notes_;
  std::map<std::string, std::string> names_;  ///< as shown, and whole
};

Rows as_compared(const Comparison& comparison) {
  Rows rows;
  for (const BenchmarkComparison& row : comparison.benchmarks) rows.push_back(&row);
  return rows;
}

/// A table of those of the rows that are shown, in their order but for families.
Table table_of(const Comparison& comparison, const Rows& rows, const std::set<Row>& shown,
               bool has_counters) {
  std::vector<Rows> families;
  std::map<std::string_view, std::size_t> places;
  for (const Row row : rows) {
    if (!shown.contains(row)) continue;
    const auto [found, is_new] = places.emplace(row->family, families.size());
    if (is_new) families.emplace_back();
    families[found->second].push_back(row);
  }
  Table table(comparison, has_counters);
  for (const Rows& family : families) table.append_family(family);
  return table;
}

}  // namespace

std::string show_table(const Comparison& comparison) {
  const Rows telling = most_telling_first(comparison);
  const Rows compared = as_compared(comparison);
  const Rows rows = rows_in_order_of_place(telling);
  std::size_t count = std::min(rows.size(), rows_on_a_screen);
  bool has_counters = true;
  for (;;) {
    const auto first_hidden = rows.begin() + static_cast<std::ptrdiff_t>(count);
    const Rows& order = count < rows.size() ? telling : compared;
    const Table table = table_of(comparison, order, {rows.begin(), first_hidden}, has_counters);
    const std::ptrdiff_t lines = std::ranges::count(table.text(), '\n');
    if (lines <= lines_on_a_screen || (count <= 1 && !has_counters)) {
      const std::string rest = show_rest({first_hidden, rows.end()});
      return table.text() + (rest.empty() ? "" : wrapped(rest, 4)) + "\n" + table.notes().text();
    }
    if (!has_counters) --count;
    has_counters = false;
  }
}

}  // namespace reports
