// SPDX-License-Identifier: MIT
#include "reports/model/comparison.h"

#include <algorithm>

namespace reports {
namespace {

struct VerdictName {
  std::string_view words;
  std::string_view identifier;
};

VerdictName name_of(Verdict verdict) {
  switch (verdict) {
    case Verdict::regressed:
      return {"REGRESSED", "regressed"};
    case Verdict::improved:
      return {"IMPROVED", "improved"};
    case Verdict::no_change:
      return {"NO CHANGE", "no_change"};
    case Verdict::inconclusive:
      return {"INCONCLUSIVE", "inconclusive"};
    case Verdict::not_run:
      break;
  }
  return {"NOT RUN", "not_run"};
}

template <typename Predicate>
std::size_t count_if(const Comparison& comparison, Predicate predicate) {
  return static_cast<std::size_t>(
      std::count_if(comparison.benchmarks.begin(), comparison.benchmarks.end(), predicate));
}

}  // namespace

std::string_view words(Verdict verdict) {
  return name_of(verdict).words;
}

std::string_view identifier(Verdict verdict) {
  return name_of(verdict).identifier;
}

bool is_judged(const BenchmarkComparison& benchmark) {
  return benchmark.verdict != Verdict::inconclusive && benchmark.verdict != Verdict::not_run;
}

bool is_time(const BenchmarkComparison& benchmark) {
  return benchmark.metric == "real_time";
}

bool is_instructions(const BenchmarkComparison& benchmark) {
  return benchmark.metric == instructions_metric;
}

bool is_counter(const BenchmarkComparison& benchmark) {
  return !is_time(benchmark) && !is_instructions(benchmark);
}

bool is_excused(const BenchmarkComparison& benchmark) {
  return benchmark.allowed && !is_judged(benchmark);
}

Verdict gate_verdict(const Comparison& comparison, const BenchmarkComparison& benchmark) {
  const bool is_disarmed = is_time(benchmark) && !comparison.control.is_armed();
  return is_disarmed && is_judged(benchmark) ? Verdict::inconclusive : benchmark.verdict;
}

bool is_disarmed(const Comparison& comparison) {
  const auto& rows = comparison.benchmarks;
  return !comparison.control.is_armed() && std::any_of(rows.begin(), rows.end(), is_time);
}

bool fails_the_gate(const BenchmarkComparison& benchmark) {
  return benchmark.verdict == Verdict::regressed ||
         (!is_judged(benchmark) && !is_excused(benchmark));
}

std::size_t count(const Comparison& comparison, Verdict verdict) {
  return count_if(comparison, [&](const auto& row) { return row.verdict == verdict; });
}

std::size_t count_required(const Comparison& comparison, Verdict verdict) {
  return count_if(comparison,
                  [&](const auto& row) { return row.verdict == verdict && !is_excused(row); });
}

std::size_t count_at_gate(const Comparison& comparison, Verdict verdict) {
  return count_if(comparison, [&](const auto& row) {
    return gate_verdict(comparison, row) == verdict && !is_excused(row);
  });
}

}  // namespace reports
