// SPDX-License-Identifier: MIT
#include "reports/tests/support/runs.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace reports {
namespace {

/// Uniform in (0, 1], the same on every standard library, unlike its distributions.
double uniform(std::mt19937_64& random) {
  return (static_cast<double>(random() >> 11) + 1) / 9007199254740992.0;
}

/// Box & Muller, "A note on the generation of random normal deviates" (1958).
double standard_normal(std::mt19937_64& random) {
  const double radius = std::sqrt(-2 * std::log(uniform(random)));
  return radius * std::cos(2 * std::numbers::pi * uniform(random));
}

}  // namespace

std::vector<double> repeated(std::size_t count, double value) {
  return std::vector<double>(count, value);
}

std::vector<double> launch_times(std::mt19937_64& random, std::size_t count, double center_ns,
                                 double variation) {
  std::vector<double> times;
  for (std::size_t i = 0; i < count; ++i) {
    times.push_back(center_ns * (1 + variation * standard_normal(random)));
  }
  return times;
}

Benchmark benchmark_of(const std::string& name, const std::vector<double>& times_ns) {
  Benchmark benchmark{name, name.substr(0, name.find('/')), 1, {}, {}};
  for (const double time_ns : times_ns) {
    benchmark.samples.push_back({benchmark.samples.size(), 1, time_ns, time_ns, {}, {}});
  }
  return benchmark;
}

Run run_of(std::vector<Benchmark> benchmarks) {
  Run run;
  std::size_t launches = 0;
  for (const Benchmark& benchmark : benchmarks) {
    launches = std::max(launches, benchmark.samples.size() + benchmark.failures.size());
  }
  for (std::size_t i = 0; i < launches; ++i) {
    run.launches.push_back({std::to_string(i) + ".json", i, Machine{}});
  }
  run.benchmarks = std::move(benchmarks);
  return run;
}

}  // namespace reports
