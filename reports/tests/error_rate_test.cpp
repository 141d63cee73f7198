// SPDX-License-Identifier: MIT
//
// How often the verdict as a whole (significance and margin together) is wrong or blind, on
// simulated launches of a quiet machine: independent, with a coefficient of variation of 2 %.
#include <catch2/catch.hpp>

#include "reports/tests/support/runs.h"
#include "reports/verdict/compare_runs.h"

namespace reports {
namespace {

constexpr std::size_t launches = 10;
constexpr double variation = 0.02;

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

}  // namespace

TEST_CASE("at most 1 % of suites of 100 identical benchmarks show any difference",
          "[reports][error_rate]") {
  std::mt19937_64 random(1);
  constexpr int suites = 300;  // none of 300: below 1 % with 95 % confidence
  int suites_with_alarm = 0;
  double unchanged = 0;
  for (int i = 0; i < suites; ++i) {
    const Comparison comparison = simulated_suite(random, 100, 1.0);
    const std::size_t alarms =
        count(comparison, Verdict::regressed) + count(comparison, Verdict::improved);
    suites_with_alarm += alarms > 0 ? 1 : 0;
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

}  // namespace reports
