// SPDX-License-Identifier: MIT
#include "reports/verdict/compare_runs.h"

#include <algorithm>
#include <iterator>

#include "reports/verdict/benchmark_pair.h"
#include "reports/verdict/control.h"
#include "reports/verdict/exact_counter.h"
#include "reports/verdict/instructions.h"
#include "reports/verdict/interleaving.h"
#include "reports/verdict/machine_likeness.h"
#include "reports/verdict/obstacle.h"
#include "reports/verdict/real_time.h"
#include "reports/verdict/steadiness.h"

namespace reports {
namespace {

bool is_allowed(const BenchmarkComparison& row, const std::vector<std::string>& allowed) {
  return std::any_of(allowed.begin(), allowed.end(), [&](const std::string& name) {
    return name == row.name || name == row.family;
  });
}

/// Where nothing was judged at all, exceptions do not make it a success.
void excuse(Comparison& comparison) {
  const std::vector<std::string>& allowed = comparison.parameters.allowed;
  std::vector<BenchmarkComparison>& rows = comparison.benchmarks;
  if (std::any_of(rows.begin(), rows.end(), is_judged)) {
    for (BenchmarkComparison& row : rows) row.allowed = is_allowed(row, allowed);
  } else if (!allowed.empty()) {
    comparison.warnings.push_back({"nothing was judged, so that --allow excuses nothing"});
  }
}

/// An exception that fits nothing is a typing error, or left over.
void warn_of_idle_exceptions(Comparison& comparison) {
  for (const std::string& name : comparison.parameters.allowed) {
    const bool used =
        std::any_of(comparison.benchmarks.begin(), comparison.benchmarks.end(),
                    [&](const auto& row) { return !is_judged(row) && is_allowed(row, {name}); });
    if (!used) {
      comparison.warnings.push_back(
          {"--allow " + name + ": no benchmark of that name lacks a verdict; remove it"});
    }
  }
}

Verdict weakest(const Comparison& comparison) {
  if (comparison.benchmarks.empty()) return Verdict::not_run;
  using enum Verdict;
  for (const Verdict verdict : {regressed, not_run, inconclusive}) {
    if (count_at_gate(comparison, verdict) > 0) return verdict;
  }
  if (is_disarmed(comparison)) return inconclusive;  // whatever is allowed
  return count_at_gate(comparison, improved) > 0 ? improved : no_change;
}

}  // namespace

Comparison compare_runs(const Run& base, const Run& candidate, const Parameters& parameters,
                        const Control& control) {
  Comparison comparison;
  comparison.parameters = parameters;
  comparison.control = control;
  const MachineLikeness machines = machine_likeness(base, candidate);
  comparison.base = {base.path, base.command, base.launches.size(), machines.base};
  comparison.candidate = {candidate.path, candidate.command, candidate.launches.size(),
                          machines.candidate};
  for (const std::vector<Warning>* warnings :
       {&base.warnings, &candidate.warnings, &machines.warnings}) {
    comparison.warnings.insert(comparison.warnings.end(), warnings->begin(), warnings->end());
  }

  const auto interleaving = interleaving_of(base, candidate, comparison.warnings);
  std::ranges::move(drift_warnings(base, candidate, interleaving),
                    std::back_inserter(comparison.warnings));
  comparison.sampling = interleaving ? Sampling::interleaved : Sampling::stored_sets;
  comparison.blocks = interleaving ? interleaving->blocks : 0;
  comparison.share = interleaving ? interleaving->share : 1;
  std::optional<std::string> obstacle = machines.obstacle;
  if (!obstacle) obstacle = mixture_of(base, candidate);
  const std::optional<std::string> nothing_counts =
      obstacle_to_all(obstacle, control, interleaving);

  std::vector<std::size_t> to_judge;
  for (const BenchmarkPair& pair : pair_by_name(base, candidate)) {
    BenchmarkComparison row = measure_real_time(pair, interleaving, parameters, control);
    if (const auto row_obstacle = obstacle_to(pair, row.launches, parameters, nothing_counts)) {
      row.verdict = row_obstacle->verdict;
      row.reason = row_obstacle->reason;
      row.launches_needed = row_obstacle->launches_needed;
    } else {
      row.verdict = Verdict::inconclusive;  // until judged
      to_judge.push_back(comparison.benchmarks.size());
    }
    comparison.benchmarks.push_back(std::move(row));
    std::vector<BenchmarkComparison> exact = compare_exact_counters(pair, parameters);
    std::move(exact.begin(), exact.end(), std::back_inserter(comparison.benchmarks));
  }
  std::vector<BenchmarkComparison*> family;
  for (const std::size_t place : to_judge) family.push_back(&comparison.benchmarks[place]);
  judge_real_times(family, comparison.share, parameters, comparison.warnings);
  if (auto warning = unknown_noise(comparison)) comparison.warnings.push_back(*warning);
  std::ranges::move(compare_instructions(base, candidate),
                    std::back_inserter(comparison.benchmarks));

  excuse(comparison);
  warn_of_idle_exceptions(comparison);
  comparison.verdict = weakest(comparison);
  return comparison;
}

}  // namespace reports
