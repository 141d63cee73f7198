// SPDX-License-Identifier: MIT
#include "reports/verdict/instructions.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "reports/model/benchmark_name.h"
#include "reports/verdict/benchmark_pair.h"

namespace reports {
namespace {

/// The totals of one benchmark on one side.
struct Counts {
  std::map<std::int64_t, std::vector<std::int64_t>> by_iterations;
  std::size_t processes = 0;
  int most_threads = 0;
  bool knows_threads = true;
  std::optional<std::string> failure;  ///< the first

  void add(const InstructionTotal& total) {
    if (total.failure) {
      if (!failure) failure = total.failure;
      return;
    }
    by_iterations[total.iterations].push_back(total.instructions);
    ++processes;
    most_threads = std::max(most_threads, total.threads);
    knows_threads = knows_threads && total.threads > 0;
  }

  bool is_missing() const { return processes == 0 && !failure; }

  bool has_pair(std::int64_t iterations) const {
    return by_iterations.contains(iterations) && by_iterations.contains(2 * iterations);
  }
};

constexpr std::array<std::string_view, 2> side_names = {base_name, candidate_name};

struct CountedBenchmark {
  std::string name;
  std::array<Counts, 2> sides;
};

std::vector<CountedBenchmark> benchmarks_of(const Run& base, const Run& candidate) {
  std::vector<CountedBenchmark> benchmarks;
  std::map<std::string_view, std::size_t> places;
  for (const std::size_t side : {0U, 1U}) {
    for (const InstructionTotal& total : (side == 0 ? base : candidate).instructions) {
      const auto [found, is_new] = places.emplace(total.benchmark, benchmarks.size());
      if (is_new) benchmarks.push_back({total.benchmark, {}});
      benchmarks[found->second].sides[side].add(total);
    }
  }
  return benchmarks;
}

struct Objection {
  Verdict verdict;
  std::string reason;
};

std::optional<Objection> threads_of(const CountedBenchmark& benchmark) {
  for (const Counts& side : benchmark.sides) {
    if (side.most_threads > 1) {
      return Objection{Verdict::not_run, "runs " + std::to_string(side.most_threads) +
                                             " threads; instruction counts are for one"};
    }
  }
  for (const Counts& side : benchmark.sides) {
    if (!side.knows_threads) {
      return Objection{Verdict::inconclusive,
                       "may have run several threads; give callgrind --separate-threads=yes and "
                       "--combine-dumps=yes"};
    }
  }
  return std::nullopt;
}

std::optional<Objection> missing_side(const CountedBenchmark& benchmark) {
  if (benchmark.sides[1].is_missing()) {
    return Objection{Verdict::not_run, "missing in NEW: only BASE has it"};
  }
  if (benchmark.sides[0].is_missing()) {
    return Objection{Verdict::not_run, "new: BASE does not have it"};
  }
  return std::nullopt;
}

std::optional<Objection> failed(const CountedBenchmark& benchmark) {
  for (const std::size_t side : {0U, 1U}) {
    const std::optional<std::string>& failure = benchmark.sides[side].failure;
    if (failure)
      return Objection{Verdict::not_run, std::string(side_names[side]) + ": " + *failure};
  }
  return std::nullopt;
}

/// The largest N for which both sides have N and 2N.
std::optional<std::int64_t> common_iterations(const CountedBenchmark& benchmark) {
  const auto& counts = benchmark.sides[0].by_iterations;
  for (auto count = counts.rbegin(); count != counts.rend(); ++count) {
    if (benchmark.sides[0].has_pair(count->first) && benchmark.sides[1].has_pair(count->first)) {
      return count->first;
    }
  }
  return std::nullopt;
}

std::string missing_iterations(const CountedBenchmark& benchmark) {
  for (const std::size_t side : {0U, 1U}) {
    const auto& counts = benchmark.sides[side].by_iterations;
    const bool has_any = std::any_of(counts.begin(), counts.end(), [&](const auto& count) {
      return benchmark.sides[side].has_pair(count.first);
    });
    if (has_any) continue;
    std::string list;
    for (const auto& [iterations, totals] : counts) {
      list += (list.empty() ? "" : ", ") + std::to_string(iterations);
    }
    return std::string(side_names[side]) + " lacks twice as many iterations: it has " + list;
  }
  return "BASE and NEW have no N and 2N iterations in common";
}

std::optional<Objection> unrepeated(std::string_view side, std::int64_t iterations,
                                    const std::vector<std::int64_t>& totals) {
  const std::string where = std::to_string(iterations) + " iterations in " + std::string(side);
  if (totals.size() < 2) {
    return Objection{Verdict::inconclusive,
                     "counted only once for " + where + ": nothing shows that it repeats"};
  }
  const auto [least, most] = std::minmax_element(totals.begin(), totals.end());
  if (*least == *most) return std::nullopt;
  return Objection{Verdict::inconclusive, "not repeatable: " + std::to_string(*least) + " to " +
                                              std::to_string(*most) + " instructions for " + where};
}

/// Instructions of one operation, or why there is no such number.
std::optional<Objection> measure(const CountedBenchmark& benchmark, std::int64_t iterations,
                                 std::array<double, 2>& per_operation) {
  for (const std::size_t side : {0U, 1U}) {
    const auto& counts = benchmark.sides[side].by_iterations;
    const std::vector<std::int64_t>& once = counts.at(iterations);
    const std::vector<std::int64_t>& twice = counts.at(2 * iterations);
    if (auto objection = unrepeated(side_names[side], iterations, once)) return objection;
    if (auto objection = unrepeated(side_names[side], 2 * iterations, twice)) return objection;
    per_operation[side] = static_cast<double>(twice[0] - once[0]) / static_cast<double>(iterations);
    if (per_operation[side] <= 0) {
      return Objection{Verdict::inconclusive,
                       "twice the iterations execute no more in " + std::string(side_names[side])};
    }
  }
  return std::nullopt;
}

void judge(BenchmarkComparison& row) {
  const double less = std::min(*row.base, *row.candidate);
  const double more = std::max(*row.base, *row.candidate);
  row.margin = std::max(instruction_margin, instruction_floor / less);
  const bool matters = more - less >= instruction_floor && more >= less * (1 + instruction_margin);
  if (!matters) {
    row.verdict = Verdict::no_change;
  } else {
    row.verdict = *row.candidate > *row.base ? Verdict::regressed : Verdict::improved;
  }
}

BenchmarkComparison compare(const CountedBenchmark& benchmark) {
  BenchmarkComparison row;
  row.name = benchmark.name;
  row.family = family_of(benchmark.name);
  row.metric = instructions_metric;
  row.launches = {benchmark.sides[0].processes, benchmark.sides[1].processes};
  std::optional<Objection> objection = missing_side(benchmark);
  if (!objection) objection = failed(benchmark);
  if (!objection) objection = threads_of(benchmark);
  const std::optional<std::int64_t> iterations = common_iterations(benchmark);
  if (!objection && !iterations) {
    objection = Objection{Verdict::not_run, missing_iterations(benchmark)};
  }
  std::array<double, 2> per_operation{};
  if (!objection) objection = measure(benchmark, *iterations, per_operation);
  if (objection) {
    row.verdict = objection->verdict;
    row.reason = objection->reason;
    return row;
  }
  row.base = per_operation[0];
  row.candidate = per_operation[1];
  row.ratio = *row.candidate / *row.base;
  judge(row);
  return row;
}

}  // namespace

std::vector<BenchmarkComparison> compare_instructions(const Run& base, const Run& candidate) {
  std::vector<BenchmarkComparison> rows;
  for (const CountedBenchmark& benchmark : benchmarks_of(base, candidate)) {
    rows.push_back(compare(benchmark));
  }
  return rows;
}

}  // namespace reports
