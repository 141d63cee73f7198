// SPDX-License-Identifier: MIT
#include "reports/verdict/calibrate.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "reports/model/error.h"
#include "reports/verdict/compare_runs.h"
#include "reports/verdict/labelling.h"

namespace reports {
namespace {

/// Absolute effects on logarithms, by benchmark.
using Effects = std::map<std::string, std::vector<double>>;

bool is_alarm(const BenchmarkComparison& row) {
  return row.verdict == Verdict::regressed || row.verdict == Verdict::improved;
}

/// In every launch of both sides.
bool ran(const BenchmarkComparison& row) {
  return is_time(row) && row.ratio && row.verdict != Verdict::not_run;
}

Comparison judge(const std::array<Run, 2>& sides, const Parameters& parameters) {
  return compare_runs(sides[0], sides[1], parameters);
}

void add_effects(const Comparison& comparison, Effects& effects) {
  for (const BenchmarkComparison& row : comparison.benchmarks) {
    if (ran(row)) effects[row.name].push_back(std::abs(std::log(*row.ratio)));
  }
}

IdenticalPrograms alarms_of(const Comparison& comparison) {
  IdenticalPrograms control;
  for (const BenchmarkComparison& row : comparison.benchmarks) {
    if (!is_time(row)) continue;
    control.judged += is_judged(row) ? 1 : 0;
    if (is_alarm(row)) control.alarms.push_back(row.name);
  }
  return control;
}

/// As a relative difference: what 95 of 100 values do not exceed.
double percentile_95(std::vector<double> values) {
  if (values.empty()) return 0;
  std::sort(values.begin(), values.end());
  const double place = std::ceil(0.95 * static_cast<double>(values.size())) - 1;
  return std::expm1(values[static_cast<std::size_t>(std::max(0.0, place))]);
}

double largest(const Effects& effects, const std::string& benchmark) {
  const auto found = effects.find(benchmark);
  if (found == effects.end()) return 0;
  return std::expm1(*std::max_element(found->second.begin(), found->second.end()));
}

Effects effects_of_labellings(const PooledLaunches& launches, const Parameters& parameters) {
  std::mt19937_64 random(1);  // any fixed seed: the same launches, the same floor
  Effects effects;
  for (int i = 0; i < labellings_to_measure; ++i) {
    add_effects(judge(launches.deal_inside_blocks(random), parameters), effects);
  }
  return effects;
}

std::string oldest_day(const Run& program, const Run& copy) {
  std::string date = program.launches.empty() ? "" : program.launches[0].date;
  for (const Run* run : {&program, &copy}) {
    for (const Launch& launch : run->launches) date = std::min(date, launch.date);
  }
  return date.substr(0, 10);
}

}  // namespace

Calibration calibrate(const Run& program, const Run& copy,
                      std::span<const std::array<Run, 2>> relinked, const Parameters& parameters) {
  Parameters times_only = parameters;
  times_only.exact_counters.clear();
  const PooledLaunches launches(program, copy);
  const Comparison control = compare_runs(program, copy, times_only);
  if (std::none_of(control.benchmarks.begin(), control.benchmarks.end(), ran)) {
    throw Error("calibrate: no benchmark ran in both, so that nothing is known of this machine");
  }
  const Comparison halves = judge(launches.earlier_and_later(), times_only);
  Calibration calibration;
  calibration.date = oldest_day(program, copy);
  calibration.machine = control.base.machine;
  calibration.launches = static_cast<int>(std::min(program.launches.size(), copy.launches.size()));
  calibration.margin = parameters.margin;
  calibration.benchmarks = control.benchmarks.size();
  calibration.relinked = relinked.size();
  calibration.interleaved = alarms_of(control);
  calibration.stored_sets = alarms_of(halves);

  Effects layout;
  for (const std::array<Run, 2>& pair : relinked) add_effects(judge(pair, times_only), layout);
  Effects drift;
  add_effects(halves, drift);
  Effects noise = effects_of_labellings(launches, times_only);
  for (const BenchmarkComparison& row : control.benchmarks) {
    if (!is_judged(row)) continue;
    const double interleaved = percentile_95(noise[row.name]);
    calibration.floors.push_back({row.name, interleaved,
                                  std::max(interleaved, largest(drift, row.name)),
                                  largest(layout, row.name)});
  }
  return calibration;
}

}  // namespace reports
