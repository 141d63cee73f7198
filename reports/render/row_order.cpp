// SPDX-License-Identifier: MIT
#include "reports/render/row_order.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <tuple>

#include "reports/render/quantity.h"

namespace reports {
namespace {

using enum Verdict;
constexpr std::array by_importance = {regressed, not_run, inconclusive, improved, no_change};

auto place_of(const BenchmarkComparison& row) {
  const auto rank = std::ranges::find(by_importance, row.verdict) - by_importance.begin();
  const bool is_positive = row.ratio && *row.ratio > 0;
  return std::tuple(rank, is_positive ? -std::abs(std::log(*row.ratio)) : 0.0);
}

/// " (ratios 1.120-1.310)", or nothing where no row has one.
std::string show_ratios(const Rows& rows) {
  std::vector<double> ratios;
  for (const auto* row : rows) {
    if (row->ratio) ratios.push_back(*row->ratio);
  }
  if (ratios.empty()) return "";
  const auto [least, most] = std::ranges::minmax(ratios);
  return " (ratios " + show_interval(Interval{least, most}) + ")";
}

}  // namespace

Rows most_telling_first(const Comparison& comparison) {
  Rows rows;
  for (const BenchmarkComparison& row : comparison.benchmarks) rows.push_back(&row);
  std::ranges::stable_sort(rows, {}, [](const auto* row) { return place_of(*row); });
  return rows;
}

std::string show_rest(const Rows& rows) {
  if (rows.empty()) return "";
  std::string text = "and " + std::to_string(rows.size()) + " more, which --format json lists:";
  std::string_view separator = " ";
  for (const Verdict verdict : by_importance) {
    Rows some;
    std::ranges::copy_if(rows, std::back_inserter(some),
                         [&](const auto* row) { return row->verdict == verdict; });
    if (some.empty()) continue;
    text += std::string(separator) + std::to_string(some.size()) + " " +
            std::string(words(verdict)) + show_ratios(some);
    separator = ", ";
  }
  return text;
}

}  // namespace reports
