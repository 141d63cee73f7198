// SPDX-License-Identifier: MIT
#include "reports/verdict/steadiness.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <string>

#include "reports/stats/drift.h"
#include "reports/stats/median.h"
#include "reports/verdict/percent.h"

namespace reports {
namespace {

/// One launch: when it came, and how slow it was.
struct LaunchSpeed {
  std::string date;
  int turn = 0;
  double slowness = 0;  ///< logarithm; 0 is as usual

  bool comes_before(const LaunchSpeed& other) const {
    return turn != other.turn ? turn < other.turn : date < other.date;
  }
};

std::vector<LaunchSpeed> speeds_of(const Run& run) {
  std::vector<std::vector<double>> slowness(run.launches.size());
  for (const Benchmark& benchmark : run.benchmarks) {
    if (benchmark.samples.empty()) continue;
    std::vector<double> times;
    for (const Sample& sample : benchmark.samples) times.push_back(sample.real_time_ns);
    const double usual_ns = median(std::move(times));
    for (const Sample& sample : benchmark.samples) {
      slowness[sample.launch].push_back(std::log(sample.real_time_ns / usual_ns));
    }
  }
  std::vector<LaunchSpeed> speeds;
  for (std::size_t i = 0; i < run.launches.size(); ++i) {
    if (slowness[i].empty()) continue;
    const Launch& launch = run.launches[i];
    if (!launch.place && launch.date.empty()) return {};  // in which order, nobody knows
    speeds.push_back(
        {launch.date, launch.place ? launch.place->turn : 0, median(std::move(slowness[i]))});
  }
  return speeds;
}

void warn_of_drift(std::vector<LaunchSpeed> speeds, const std::string& whose,
                   const std::string& consequence, std::vector<Warning>& warnings) {
  if (speeds.size() < 2) return;
  std::stable_sort(speeds.begin(), speeds.end(),
                   [](const LaunchSpeed& a, const LaunchSpeed& b) { return a.comes_before(b); });
  std::vector<double> places(speeds.size());
  std::iota(places.begin(), places.end(), 0.0);
  std::vector<double> values;
  for (const LaunchSpeed& speed : speeds) values.push_back(speed.slowness);
  const double drift = theil_sen(places, values, 0.9).estimate * places.back();
  if (mann_kendall_p(values) > most_drift_p || std::abs(drift) < least_drift) return;
  warnings.push_back({"the machine became " + percent(std::abs(std::expm1(drift))) +
                      (drift > 0 ? " slower" : " faster") + " in the course of " + whose + ": " +
                      consequence});
}

}  // namespace

std::vector<Warning> drift_warnings(const Run& base, const Run& candidate,
                                    const std::optional<Interleaving>& interleaving) {
  std::vector<Warning> warnings;
  std::vector<LaunchSpeed> base_speeds = speeds_of(base);
  std::vector<LaunchSpeed> candidate_speeds = speeds_of(candidate);
  if (interleaving) {
    base_speeds.insert(base_speeds.end(), candidate_speeds.begin(), candidate_speeds.end());
    warn_of_drift(std::move(base_speeds), "the measurement", "the blocks cancel that", warnings);
    return warnings;
  }
  const std::string consequence =
      "stored sets cannot tell that from a change of the program; measure both in turn";
  warn_of_drift(std::move(base_speeds), "BASE's launches", consequence, warnings);
  warn_of_drift(std::move(candidate_speeds), "NEW's launches", consequence, warnings);
  return warnings;
}

}  // namespace reports
