// SPDX-License-Identifier: MIT
#include "reports/verdict/exact_counter.h"

#include <algorithm>

#include "reports/stats/median.h"

namespace reports {
namespace {

std::vector<double> values_of(const Benchmark& benchmark, const std::string& counter) {
  std::vector<double> values;
  for (const Sample& sample : benchmark.samples) {
    if (const auto found = sample.counters.find(counter); found != sample.counters.end()) {
      values.push_back(found->second);
    }
  }
  return values;
}

/// Whether every repetition of every launch has the same value.
bool agree(const Benchmark& benchmark, const std::string& counter) {
  const double value = benchmark.samples[0].counters.at(counter);
  return std::all_of(benchmark.samples.begin(), benchmark.samples.end(), [&](const Sample& sample) {
    return sample.counters.at(counter) == value && !sample.varying_counters.contains(counter);
  });
}

void judge(BenchmarkComparison& row, bool base_agrees, bool candidate_agrees) {
  if (!base_agrees || !candidate_agrees) {
    row.verdict = Verdict::inconclusive;
    row.reason = "launches or repetitions of " +
                 std::string(base_agrees ? candidate_name : base_name) +
                 " disagree about it, so that it is not exact";
  } else if (*row.base == *row.candidate) {
    row.verdict = Verdict::no_change;
  } else {
    row.verdict = *row.candidate > *row.base ? Verdict::regressed : Verdict::improved;
  }
}

BenchmarkComparison compare(const BenchmarkPair& pair, const std::string& counter) {
  BenchmarkComparison row;
  row.name = pair.base->name;
  row.family = pair.base->family;
  row.metric = counter;
  const std::vector<double> base = values_of(*pair.base, counter);
  const std::vector<double> candidate = values_of(*pair.candidate, counter);
  row.launches = {base.size(), candidate.size()};
  if (!base.empty()) row.base = median(base);
  if (!candidate.empty()) row.candidate = median(candidate);
  if (row.base && row.candidate && *row.base > 0) row.ratio = *row.candidate / *row.base;

  const bool base_complete = base.size() == pair.base->samples.size();
  if (base_complete && candidate.size() == pair.candidate->samples.size()) {
    judge(row, agree(*pair.base, counter), agree(*pair.candidate, counter));
  } else {
    row.reason = "not every launch of " + std::string(base_complete ? candidate_name : base_name) +
                 " reports it";
  }
  return row;
}

}  // namespace

std::vector<BenchmarkComparison> compare_exact_counters(const BenchmarkPair& pair,
                                                        const Parameters& parameters) {
  std::vector<BenchmarkComparison> rows;
  if (pair.base == nullptr || pair.candidate == nullptr) return rows;
  if (pair.base->samples.empty() || pair.candidate->samples.empty()) return rows;
  for (const std::string& counter : parameters.exact_counters) {
    const bool reported =
        !values_of(*pair.base, counter).empty() || !values_of(*pair.candidate, counter).empty();
    if (reported) rows.push_back(compare(pair, counter));
  }
  return rows;
}

}  // namespace reports
