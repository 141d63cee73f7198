// SPDX-License-Identifier: MIT
//
// A machine whose speed moved while it measured is told of.
#include "reports/verdict/steadiness.h"

#include <catch2/catch.hpp>
#include <cmath>

#include "reports/tests/support/runs.h"
#include "reports/tests/support/sessions.h"
#include "reports/verdict/compare_runs.h"

namespace reports {
namespace {

using Catch::Contains;

/// Ten launches of three benchmarks, each `drift` slower than the one before.
Run drifting_run(double drift) {
  std::vector<double> times;
  for (int i = 0; i < 10; ++i) times.push_back(100 * std::pow(1 + drift, i));
  Run run = run_of({benchmark_of("BM/1", times), benchmark_of("BM/2", times),
                    benchmark_of("BM/3", {120, 80, 130, 90, 100, 70, 110, 95, 105, 85})});
  for (std::size_t i = 0; i < 10; ++i) {
    run.launches[i].date = std::string("2026-01-28T01:0") + static_cast<char>('0' + i);
  }
  return run;
}

const Run steady_run = drifting_run(0);

}  // namespace

TEST_CASE("a machine that slows down during the launches of one side is told of",
          "[reports][steadiness]") {
  const std::vector<Warning> warnings = drift_warnings(steady_run, drifting_run(0.01), {});

  REQUIRE(warnings.size() == 1);
  CHECK_THAT(warnings[0].text, Contains("9.4 % slower in the course of NEW's launches"));
  CHECK_THAT(warnings[0].text, Contains("measure both in turn"));
}

TEST_CASE("a machine that becomes faster is told of as well", "[reports][steadiness]") {
  CHECK_THAT(drift_warnings(drifting_run(-0.01), steady_run, {}).at(0).text,
             Contains("8.6 % faster in the course of BASE's launches"));
}

TEST_CASE("a small or a patternless change of speed is no drift", "[reports][steadiness]") {
  const Run noisy = run_of({benchmark_of("BM", {100, 90, 110, 95, 105, 120, 85, 100, 115, 92})});

  CHECK(drift_warnings(drifting_run(0.001), noisy, {}).empty());
}

TEST_CASE("launches count in the order in which they were started, whatever their files are called",
          "[reports][steadiness]") {
  Run run = drifting_run(0.01);
  const char* dates[] = {"T03", "T09", "T01", "T07", "T05", "T02", "T08", "T04", "T10", "T06"};
  for (std::size_t i = 0; i < 10; ++i) run.launches[i].date = dates[i];

  CHECK(drift_warnings(run, steady_run, {}).empty());
}

TEST_CASE("launches taken in turn are one series, and their drift is cancelled",
          "[reports][steadiness]") {
  std::vector<TimesOfBlock> blocks;
  for (double speed_ns = 100; blocks.size() < 6; speed_ns *= 1.02) {
    blocks.push_back({{speed_ns, speed_ns * 1.003}, {speed_ns * 1.001, speed_ns * 1.002}});
  }
  const std::array<Run, 2> sides = session_of(blocks, "6x1");

  const Comparison comparison = compare_runs(sides[0], sides[1], {});

  REQUIRE(comparison.warnings.size() == 1);
  CHECK_THAT(comparison.warnings[0].text, Contains("the blocks cancel that"));
  CHECK(comparison.verdict == Verdict::no_change);
}

TEST_CASE("launches whose order nobody knows have no drift", "[reports][steadiness]") {
  Run run = drifting_run(0.01);
  run.launches[4].date.clear();

  CHECK(drift_warnings(run, steady_run, {}).empty());
}

TEST_CASE("runs without a time have no drift", "[reports][steadiness]") {
  CHECK(drift_warnings(Run{}, Run{}, {}).empty());
}

}  // namespace reports
