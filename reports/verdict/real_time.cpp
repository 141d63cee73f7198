// SPDX-License-Identifier: MIT
#include "reports/verdict/real_time.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "reports/stats/benjamini_hochberg.h"
#include "reports/stats/equivalence.h"
#include "reports/stats/hodges_lehmann.h"
#include "reports/stats/launches_to_decide.h"
#include "reports/stats/mann_whitney.h"
#include "reports/stats/median.h"

namespace reports {
namespace {

constexpr double confidence = 0.90;  // two one-sided tests at 5 %

std::vector<double> times_ns(const Benchmark* benchmark) {
  std::vector<double> times;
  if (benchmark == nullptr) return times;
  for (const Sample& sample : benchmark->samples) times.push_back(sample.real_time_ns);
  return times;
}

std::vector<double> logarithms(std::vector<double> values) {
  for (double& value : values) value = std::log(value);
  return values;
}

/// The floor is taken relative to the faster side, so that swapping the sides changes nothing.
double margin_of(const BenchmarkComparison& row, const Parameters& parameters) {
  const double floor = parameters.floor_ns / std::min(*row.base, *row.candidate);
  return std::max({parameters.margin, floor, 2 * parameters.noise_floor.value_or(0)});
}

/// Counters of both sides that are not judged.
std::vector<CounterChange> counter_changes(const BenchmarkPair& pair,
                                           const Parameters& parameters) {
  std::map<std::string, std::array<std::vector<double>, 2>> values;
  const auto collect = [&](const Benchmark& benchmark, std::size_t side) {
    for (const Sample& sample : benchmark.samples) {
      for (const auto& [name, value] : sample.counters) values[name][side].push_back(value);
    }
  };
  collect(*pair.base, 0);
  collect(*pair.candidate, 1);
  for (const std::string& exact : parameters.exact_counters) values.erase(exact);

  std::vector<CounterChange> changes;
  for (auto& [name, sides] : values) {
    if (sides[0].empty() || sides[1].empty()) continue;
    changes.push_back({name, median(std::move(sides[0])), median(std::move(sides[1]))});
  }
  return changes;
}

/// The row on the scale of logarithms, on which margins are symmetric.
struct LogScale {
  explicit LogScale(const BenchmarkComparison& row)
      : estimate(std::log(*row.ratio)),
        interval{std::log(row.interval->low), std::log(row.interval->high)},
        margin(std::log1p(*row.margin)),
        evidence{static_cast<int>(std::min(row.launches[0], row.launches[1])), estimate,
                 (interval.high - interval.low) / 2} {}

  double estimate;
  Interval interval;
  double margin;
  Evidence evidence;
};

void judge(BenchmarkComparison& row, const Parameters& parameters, std::size_t family_size) {
  const LogScale scale(row);
  const double rate = parameters.false_discovery_rate;
  const bool significant = *row.q <= rate;
  const bool matters = std::abs(scale.estimate) >= scale.margin;
  if (significant && matters) {
    row.verdict = scale.estimate > 0 ? Verdict::regressed : Verdict::improved;
  } else if (is_equivalent(scale.interval, scale.margin)) {
    row.verdict = Verdict::no_change;
    if (!is_equivalent(scale.interval, std::log1p(parameters.margin))) {
      row.reason = "the interval leaves the margin that was asked for, but stays below the floor";
    }
  } else if (matters) {
    row.reason = "larger than the margin, but noise alone could make such a difference";
    const double needed_p = rate / static_cast<double>(family_size);
    row.launches_needed = launches_to_prove_change(scale.evidence, needed_p);
  } else {
    row.reason = significant ? "a difference is there, but not whether the margin contains it"
                             : "too noisy to show that the difference stays inside the margin";
    row.launches_needed = launches_to_prove_no_change(scale.evidence, scale.margin);
  }
}

}  // namespace

BenchmarkComparison measure_real_time(const BenchmarkPair& pair, const Parameters& parameters) {
  BenchmarkComparison row;
  row.name = pair.either().name;
  row.family = pair.either().family;
  row.metric = "real_time";
  const std::vector<double> base = times_ns(pair.base);
  const std::vector<double> candidate = times_ns(pair.candidate);
  row.launches = {base.size(), candidate.size()};
  if (!base.empty()) row.base = median(base);
  if (!candidate.empty()) row.candidate = median(candidate);
  if (base.empty() || candidate.empty()) return row;

  const Shift shift = hodges_lehmann(logarithms(base), logarithms(candidate), confidence);
  row.ratio = std::exp(shift.estimate);
  if (shift.interval) {
    row.interval = Interval{std::exp(shift.interval->low), std::exp(shift.interval->high)};
  }
  row.p = mann_whitney_p(base, candidate);
  row.margin = margin_of(row, parameters);
  row.counters = counter_changes(pair, parameters);
  return row;
}

void judge_real_times(const std::vector<BenchmarkComparison*>& family, const Parameters& parameters,
                      std::vector<Warning>& warnings) {
  std::vector<double> p_values;
  double smallest_p = 1;
  for (const BenchmarkComparison* row : family) {
    p_values.push_back(*row->p);
    smallest_p = std::min(smallest_p, smallest_mann_whitney_p(static_cast<int>(row->launches[0]),
                                                              static_cast<int>(row->launches[1])));
  }
  const std::vector<double> q_values = benjamini_hochberg(p_values);
  for (std::size_t i = 0; i < family.size(); ++i) {
    family[i]->q = q_values[i];
    judge(*family[i], parameters, family.size());
  }
  const int largest = largest_family(smallest_p, parameters.false_discovery_rate);
  if (family.size() > static_cast<std::size_t>(largest)) {
    warnings.push_back({"among " + std::to_string(family.size()) +
                        " benchmarks, one regression alone cannot be seen with so few launches: "
                        "that takes at most " +
                        std::to_string(largest) + "; add launches"});
  }
}

}  // namespace reports
