// SPDX-License-Identifier: MIT
//
// How often verdicts and change points are wrong or blind, on simulated launches with a coefficient
// of variation of 2 % each: few of them here, many in bench/verdict_rates_bench.cpp.
#include <algorithm>
#include <array>
#include <catch2/catch.hpp>
#include <cmath>

#include "reports/stats/change_points.h"
#include "reports/stats/random_source.h"
#include "reports/tests/support/runs.h"
#include "reports/verdict/compare_runs.h"

namespace reports {
namespace {

constexpr std::size_t launches = 10;
constexpr double variation = 0.02;

std::size_t called_different(const Comparison& comparison) {
  return count(comparison, Verdict::regressed) + count(comparison, Verdict::improved);
}

/// `size` benchmarks whose NEW side is slower by `factor` in the first of them.
Comparison simulated_suite(std::mt19937_64& random, int size, double factor) {
  std::vector<Benchmark> base;
  std::vector<Benchmark> candidate;
  for (int i = 0; i < size; ++i) {
    const std::string name = "BM/" + std::to_string(i);
    const double center_ns = i == 0 ? 1000 * factor : 1000;
    base.push_back(benchmark_of(name, launch_times(random, launches, 1000, variation)));
    candidate.push_back(benchmark_of(name, launch_times(random, launches, center_ns, variation)));
  }
  return compare_runs(run_of(std::move(base)), run_of(std::move(candidate)), {});
}

/// Six blocks of two and two, in random order, of a suite of 100, on a machine that drifts: each
/// launch is off the one before, for good, by 1 % (one deviation). NEW is slower by `factor` in the
/// first benchmark.
Comparison simulated_session(std::uint64_t seed, double factor) {
  RandomSource random(seed);
  std::array<Run, 2> runs;
  for (Run& run : runs) {
    for (int i = 0; i < 100; ++i) run.benchmarks.push_back(benchmark_of(std::to_string(i), {}));
  }
  double drift = 0;
  for (int turn = 0; turn < 24; ++turn) {
    static constexpr int orders[6][4] = {{0, 0, 1, 1}, {0, 1, 0, 1}, {0, 1, 1, 0},
                                         {1, 0, 0, 1}, {1, 0, 1, 0}, {1, 1, 0, 0}};
    const int block = turn / 4;
    const auto& order =
        orders[RandomSource(seed).split(static_cast<std::uint64_t>(block)).below(6)];
    Run& run = runs.at(static_cast<std::size_t>(order[turn % 4]));
    drift += 0.01 * random.normal();
    for (Benchmark& benchmark : run.benchmarks) {
      const bool is_slower = &run == &runs[1] && &benchmark == &run.benchmarks[0];
      const double time_ns =
          1000 * (is_slower ? factor : 1) * std::exp(drift + variation * random.normal());
      benchmark.samples.push_back({run.launches.size(), 1, time_ns, time_ns, {}, {}});
    }
    run.launches.push_back({std::to_string(turn) + ".json",
                            static_cast<std::size_t>(turn),
                            {},
                            SessionPlace{"a session", block + 1, turn + 1, "6x1"}});
  }
  return compare_runs(runs[0], runs[1], {});
}

/// What a value adds to the level of its series, with a deviation of 2 %.
using Noise = double (*)(RandomSource& random, double before);

double skewed(RandomSource& random, double) {
  // An exponential distribution.
  return -variation * std::log(random.uniform());
}

double spiky(RandomSource& random, double) {
  const double spike = random.uniform() <= 0.05 ? 0.4 * random.uniform() : 0;
  return variation * random.normal() + spike;
}

double autocorrelated(RandomSource& random, double before) {
  return 0.3 * before + variation * std::sqrt(1 - 0.3 * 0.3) * random.normal();
}

/// 60 values, of which the last ones, from a place in the middle third on, are larger by `step`.
struct SteppedSeries {
  std::vector<double> values;
  std::size_t first_changed = 0;
};

SteppedSeries stepped_series(std::uint64_t seed, Noise noise, double step) {
  RandomSource random(seed);
  SteppedSeries series;
  series.first_changed = 20 + random.below(21);
  double value = 0;
  for (std::size_t i = 0; i < 60; ++i) {
    value = noise(random, value);
    series.values.push_back(value + (i < series.first_changed ? 0 : std::log1p(step)));
  }
  return series;
}

int unchanged_series_with_change(Noise noise, int rounds) {
  int with_change = 0;
  for (int round = 0; round < rounds; ++round) {
    const auto seed = static_cast<std::uint64_t>(round);
    const auto points = change_points(stepped_series(seed, noise, 0).values, {.seed = seed});
    with_change += points.empty() ? 0 : 1;
  }
  return with_change;
}

}  // namespace

TEST_CASE("at most 1 % of suites of 100 identical benchmarks show any difference",
          "[reports][error_rate]") {
  std::mt19937_64 random(1);
  constexpr int suites = 300;  // none of 300: below 1 % with 95 % confidence
  int suites_with_alarm = 0;
  double unchanged = 0;
  for (int i = 0; i < suites; ++i) {
    const Comparison comparison = simulated_suite(random, 100, 1.0);
    suites_with_alarm += called_different(comparison) > 0 ? 1 : 0;
    unchanged += static_cast<double>(count(comparison, Verdict::no_change));
  }

  CHECK(suites_with_alarm == 0);
  CHECK(unchanged > suites * 100 * 0.98);
}

TEST_CASE("a regression of 7.5 % among 100 benchmarks is seen in 95 % of the suites",
          "[reports][error_rate]") {
  std::mt19937_64 random(2);
  constexpr int suites = 100;
  int seen = 0;
  for (int i = 0; i < suites; ++i) {
    const Comparison comparison = simulated_suite(random, 100, 1.075);
    seen += comparison.benchmarks[0].verdict == Verdict::regressed ? 1 : 0;
  }

  UNSCOPED_INFO("seen in " << seen << " of " << suites);
  CHECK(seen >= suites * 0.95);
}

TEST_CASE("taken in turn on a drifting machine, at most 1.5 % of equal benchmarks differ",
          "[reports][error_rate]") {
  constexpr int suites = 30;
  std::size_t different = 0;
  for (std::uint64_t seed = 0; seed < suites; ++seed) {
    const Comparison comparison = simulated_session(seed, 1.0);
    REQUIRE(comparison.sampling == Sampling::interleaved);
    different += called_different(comparison);
  }

  CHECK(static_cast<double>(different) <= suites * 100 * 0.015);
}

TEST_CASE("taken in turn on a drifting machine, 7.5 % are seen in 95 % of the suites",
          "[reports][error_rate]") {
  constexpr int suites = 60;
  int seen = 0;
  for (std::uint64_t seed = 0; seed < suites; ++seed) {
    const Comparison comparison = simulated_session(seed, 1.075);
    seen += comparison.benchmarks[0].verdict == Verdict::regressed ? 1 : 0;
  }

  UNSCOPED_INFO("seen in " << seen << " of " << suites);
  CHECK(seen >= suites * 0.95);
}

TEST_CASE("at most 1 % of unchanged series with skewed or spiky noise have a change point",
          "[reports][error_rate]") {
  constexpr int rounds = 500;

  CHECK(unchanged_series_with_change(skewed, rounds) <= rounds * 0.01);
  CHECK(unchanged_series_with_change(spiky, rounds) <= rounds * 0.01);
}

TEST_CASE("at most 5 % of unchanged series whose neighbours correlate by 0.3 have a change point",
          "[reports][error_rate]") {
  constexpr int rounds = 500;

  CHECK(unchanged_series_with_change(autocorrelated, rounds) <= rounds * 0.05);
}

TEST_CASE("a step of 5 % is seen in 97 % of the series, and in 90 % within three places",
          "[reports][error_rate]") {
  constexpr int rounds = 200;
  const auto gaussian = [](RandomSource& random, double) { return variation * random.normal(); };
  int seen = 0;
  int placed = 0;
  for (int round = 0; round < rounds; ++round) {
    const auto seed = static_cast<std::uint64_t>(round);
    const auto [values, first_changed] = stepped_series(seed, gaussian, 0.05);
    const auto points = change_points(values, {.seed = seed});
    const auto is_upward = [](const ChangePoint& point) { return point.shift > 0; };
    const auto is_near = [&, first = first_changed](const ChangePoint& point) {
      return is_upward(point) && point.index + 3 >= first && point.index <= first + 3;
    };
    seen += std::any_of(points.begin(), points.end(), is_upward) ? 1 : 0;
    placed += std::any_of(points.begin(), points.end(), is_near) ? 1 : 0;
  }

  UNSCOPED_INFO("seen " << seen << " and placed " << placed << " of " << rounds);
  CHECK(seen >= rounds * 0.97);
  CHECK(placed >= rounds * 0.9);
}

}  // namespace reports
