// SPDX-License-Identifier: MIT
#include "reports/verdict/control.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <iterator>

namespace reports {
namespace {

/// Facts of the machine alone: what another build changes is not the calibration's business.
constexpr std::optional<std::string> Machine::*machine_alone[] = {
    &Machine::cpu_model,    &Machine::num_cpus,     &Machine::caches,
    &Machine::cpu_governor, &Machine::aslr_enabled,
};

std::string_view name_of(std::optional<std::string> Machine::*value) {
  for (const MachineFact& fact : machine_facts()) {
    if (fact.value == value) return fact.name;
  }
  return "";
}

/// The first fact by which some launch ran on another machine, in words.
std::optional<std::string> difference(const Machine& calibrated, const Run& run) {
  for (const Launch& launch : run.launches) {
    if (!calibrated.cpu_model || !launch.machine.cpu_model) {
      return "nothing shows that it is of the same machine: cpu_model is not known of " +
             (calibrated.cpu_model ? launch.file : "the calibration");
    }
    for (const auto value : machine_alone) {
      const auto& expected = calibrated.*value;
      const auto& found = launch.machine.*value;
      if (!expected || !found || *expected == *found) continue;
      return "it is of another machine: " + std::string(name_of(value)) + " '" + *expected +
             "', and '" + *found + "' in " + launch.file;
    }
  }
  return std::nullopt;
}

std::optional<std::chrono::sys_days> day_of(const std::string& date) {
  int year = 0;
  unsigned month = 0;
  unsigned day = 0;
  if (std::sscanf(date.c_str(), "%4d-%2u-%2u", &year, &month, &day) != 3) return std::nullopt;
  const std::chrono::year_month_day parts{std::chrono::year(year), std::chrono::month(month),
                                          std::chrono::day(day)};
  if (!parts.ok()) return std::nullopt;
  return std::chrono::sys_days(parts);
}

/// Why the calibration is not of the time of some launch, in words.
std::optional<std::string> distance(const std::string& calibrated, const Run& run) {
  const auto then = day_of(calibrated);
  if (!then) return "it does not say on which day it was measured";
  for (const Launch& launch : run.launches) {
    const auto now = day_of(launch.date);
    if (!now) return launch.file + " does not say on which day it was measured";
    const auto days = std::abs((*now - *then).count());
    if (days <= most_days_to_calibration) continue;
    return "it is of " + calibrated + ", " + std::to_string(days) + " days from " + launch.file +
           "; " + std::to_string(most_days_to_calibration) + " are the most";
  }
  return std::nullopt;
}

bool has_floor(const Calibration& calibration, const std::string& benchmark) {
  return std::any_of(calibration.floors.begin(), calibration.floors.end(),
                     [&](const NoiseFloor& floor) { return floor.benchmark == benchmark; });
}

/// Why it is a calibration of something else, in words.
std::optional<std::string> misfit(const Calibration& calibration, double margin, const Run& base) {
  if (margin < calibration.margin) {
    return "its alarms were counted under a wider margin: calibrate with the same --margin";
  }
  const bool knows_some = std::any_of(
      base.benchmarks.begin(), base.benchmarks.end(),
      [&](const Benchmark& benchmark) { return has_floor(calibration, benchmark.name); });
  if (knows_some || base.benchmarks.empty()) return std::nullopt;
  return "it has no benchmark in common with these: it is of " + calibration.command;
}

double floor_of(const NoiseFloor& floor, Sampling sampling, double widening) {
  const double noise = sampling == Sampling::interleaved ? floor.interleaved : floor.stored_sets;
  return std::max(2 * widening * noise, floor.layout);
}

}  // namespace

Control judge_control(Calibration calibration, Sampling sampling, double margin, const Run& base,
                      const Run& candidate) {
  using enum ControlState;
  Control control;
  const auto refuse = [&](ControlState state, std::optional<std::string> reason) {
    if (!reason || control.state != waived) return;
    control.state = state;
    control.reason = std::move(*reason);
  };
  for (const Run* run : {&base, &candidate}) {
    refuse(other_machine, difference(calibration.machine, *run));
    refuse(stale, distance(calibration.date, *run));
  }
  refuse(failed, control_failure(calibration, sampling));
  refuse(unfit, misfit(calibration, margin, base));
  if (control.state == waived) control.state = passed;
  control.calibration = std::move(calibration);
  return control;
}

double noise_margin(const Control& control, Sampling sampling, const std::string& benchmark,
                    std::size_t launches) {
  if (!control.calibration || control.state == ControlState::other_machine) return 0;
  const Calibration& calibration = *control.calibration;
  const double widening =
      std::max(1.0, std::sqrt(calibration.launches / static_cast<double>(launches)));
  double largest = 0;
  for (const NoiseFloor& floor : calibration.floors) {
    if (floor.benchmark == benchmark) return floor_of(floor, sampling, widening);
    largest = std::max(largest, floor_of(floor, sampling, widening));
  }
  return largest;
}

std::optional<Warning> unknown_noise(const Comparison& comparison) {
  constexpr std::size_t most_names = 3;
  const std::optional<Calibration>& calibration = comparison.control.calibration;
  if (!calibration) return std::nullopt;
  std::string names;
  std::size_t count = 0;
  for (const BenchmarkComparison& row : comparison.benchmarks) {
    if (!row.noise || row.verdict == Verdict::not_run || has_floor(*calibration, row.name))
      continue;
    if (++count <= most_names) names += (count == 1 ? "" : ", ") + row.name;
  }
  if (count == 0) return std::nullopt;
  if (count > most_names) names += " and " + std::to_string(count - most_names) + " more";
  return Warning{"the calibration knows nothing of " + names +
                 ": the largest noise of all others is taken instead; calibrate again"};
}

}  // namespace reports
