// SPDX-License-Identifier: MIT
#include "reports/verdict/planted_defects.h"

#include <catch2/catch.hpp>

#include "reports/model/error.h"
#include "reports/render/planted_defects_text.h"
#include "reports/tests/support/runs.h"

namespace reports {
namespace {

Run quiet_run(std::uint64_t seed, std::size_t launches) {
  std::mt19937_64 random(seed);
  return run_of({benchmark_of("BM/1", launch_times(random, launches, 1000, 0.01)),
                 benchmark_of("BM/2", launch_times(random, launches, 50, 0.01)),
                 benchmark_of("BM_fast", launch_times(random, launches, 0.5, 0.01))});
}

}  // namespace

TEST_CASE("on quiet runs every planted defect is called by its name", "[reports][self_test]") {
  for (const PlantedDefect& defect : plant_defects(quiet_run(1, 10), quiet_run(2, 10), {})) {
    CAPTURE(defect.what);
    CHECK(defect.planted == 3);
    CHECK(defect.named == 3);
    CHECK(defect.missed.empty());
  }
}

TEST_CASE("where every row fails undamaged, defects show nothing", "[reports][self_test]") {
  const std::vector<PlantedDefect> defects = plant_defects(quiet_run(1, 1), quiet_run(2, 1), {});

  for (const PlantedDefect& defect : defects) {
    CHECK(defect.planted == 0);
    CHECK(defect.idle == 3);
  }
  CHECK_THAT(render_planted_defects_text(defects),
             Catch::Contains("INCONCLUSIVE: every row fails the gate already"));
}

TEST_CASE("a planted slowdown is as large as three margins, or three times the noise",
          "[reports][self_test]") {
  Control noisy;
  noisy.state = ControlState::passed;
  noisy.calibration = Calibration{};
  noisy.calibration->launches = 10;
  noisy.calibration->floors = {{"BM/1", 0.05, 0.05, 0}, {"BM/2", 0.01, 0.01, 0}};

  const PlantedDefect slower = plant_defects(quiet_run(1, 10), quiet_run(2, 10), {}, noisy).at(0);

  CHECK(slower.least == Approx(0.15));
  CHECK(slower.named == slower.planted);
}

TEST_CASE("what the user allows is excused, and a regression is not", "[reports][self_test]") {
  Parameters parameters;
  parameters.allowed = {"BM/1"};

  const std::vector<PlantedDefect> defects =
      plant_defects(quiet_run(1, 10), quiet_run(2, 10), parameters);

  CHECK(defects.at(0).excused.empty());
  CHECK(defects.at(0).named == 3);
  CHECK(defects.at(1).excused == std::vector<std::string>{"BM/1"});
  CHECK(defects.at(1).missed.empty());
}

TEST_CASE("exact counters and instruction counts get defects of their own",
          "[reports][self_test]") {
  Run base = quiet_run(1, 10);
  Run candidate = quiet_run(2, 10);
  for (Run* run : {&base, &candidate}) {
    for (Sample& sample : run->benchmarks[0].samples) sample.counters["allocs_per_iter"] = 2;
    for (const int repeat : {1, 2}) {
      const std::string file = std::to_string(repeat);
      run->instructions.push_back({file + "a", "BM/1", 1000, 100'000, 1});
      run->instructions.push_back({file + "b", "BM/1", 2000, 200'000, 1});
    }
  }

  const std::vector<PlantedDefect> defects = plant_defects(base, candidate, {});

  REQUIRE(defects.size() == 7);
  for (std::size_t i = 3; i < defects.size(); ++i) {
    CAPTURE(defects[i].what);
    CHECK(defects[i].planted == 1);
    CHECK(defects[i].named == 1);
    CHECK(defects[i].failed == 1);
  }
}

TEST_CASE("runs without a common benchmark cannot be tested", "[reports][self_test]") {
  CHECK_THROWS_AS(
      plant_defects(run_of({benchmark_of("BM_a", {1})}), run_of({benchmark_of("BM_b", {1})}), {}),
      Error);
}

TEST_CASE("a defect that passes is named, and fails the self-test", "[reports][self_test]") {
  PlantedDefect defect;
  defect.what = "missing";
  defect.planted = 2;
  defect.named = defect.failed = 1;
  defect.missed = {"BM\x1b"};

  const std::string text = render_planted_defects_text({defect});

  CHECK_THAT(text, Catch::Contains("1 of 2 fail the gate"));
  CHECK_THAT(text, Catch::Contains("MISSED: BM\\x1b"));
  CHECK_THAT(text, Catch::Contains("FAILED: this gate lets defects pass"));
}

}  // namespace reports
