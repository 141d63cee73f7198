// SPDX-License-Identifier: MIT
#include "reports/render/measure_again.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <tuple>
#include <vector>

#include "reports/render/shell_words.h"

namespace reports {
namespace {

constexpr int recommended_launches = 12;
constexpr std::size_t names_in_a_filter = 5;
constexpr std::size_t longest_filter = 400;  // bytes; without it everything is measured

std::vector<const BenchmarkComparison*> undecided_times(const Comparison& comparison) {
  std::vector<const BenchmarkComparison*> rows;
  for (const BenchmarkComparison& row : comparison.benchmarks) {
    const bool is_undecided = row.verdict == Verdict::inconclusive && !row.allowed;
    if (is_time(row) && is_undecided && row.launches_needed) rows.push_back(&row);
  }
  return rows;
}

/// The most launches that a row asks for, and never fewer than what is usual; two go in a block.
int launches_to_ask_for(const std::vector<const BenchmarkComparison*>& rows) {
  int launches = recommended_launches;
  for (const BenchmarkComparison* row : rows) {
    launches = std::max(launches, row->launches_needed.value_or(0));
  }
  return launches + launches % 2;
}

std::array<std::string, 2> commands_of(const Comparison& comparison) {
  const auto& [base, candidate] =
      std::tie(comparison.base.machine.executable, comparison.candidate.machine.executable);
  if (!comparison.base.command.empty()) {
    return {comparison.base.command, comparison.candidate.command};
  }
  // One name for both tells nothing apart.
  if (base && candidate && *base != *candidate) {
    return {shell_words({*base}), shell_words({*candidate})};
  }
  return {"BASE_COMMAND", "NEW_COMMAND"};
}

std::string escaped(std::string_view name) {
  constexpr std::string_view special = R"(.[]{}()*+?^$|\)";
  std::string expression;
  for (const char character : name) {
    if (special.find(character) != std::string_view::npos) expression += '\\';
    expression += character;
  }
  return expression;
}

/// Matches these benchmarks and no others.
std::string filter_of(const std::vector<const BenchmarkComparison*>& rows) {
  std::string names;
  for (const BenchmarkComparison* row : rows) {
    names += (names.empty() ? "" : "|") + escaped(row->name);
  }
  return "^(" + names + ")$";
}

}  // namespace

std::vector<std::string> measure_command(const Comparison& comparison) {
  const auto rows = undecided_times(comparison);
  const auto [base, candidate] = commands_of(comparison);
  std::vector<std::string> pieces = {
      "reports measure -o measure-again --launches " + std::to_string(launches_to_ask_for(rows)),
      "--base " + shell_words({base}), "--new " + shell_words({candidate})};
  const std::string filter = shell_words({filter_of(rows)});
  if (rows.size() <= names_in_a_filter && filter.size() <= longest_filter) {
    pieces.push_back("--filter " + filter);
  }
  if (comparison.parameters.margin != Parameters{}.margin) {
    pieces.push_back("--margin " + std::to_string(comparison.parameters.margin));
  }
  return pieces;
}

}  // namespace reports
