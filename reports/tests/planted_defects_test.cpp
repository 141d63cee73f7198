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

TEST_CASE("with one launch a slowdown fails the gate, but only for want of a verdict",
          "[reports][self_test]") {
  const PlantedDefect slower = plant_defects(quiet_run(1, 1), quiet_run(2, 1), {}).at(0);

  CHECK(slower.failed == 3);
  CHECK(slower.named == 0);
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

TEST_CASE("runs without a common benchmark cannot be tested", "[reports][self_test]") {
  CHECK_THROWS_AS(
      plant_defects(run_of({benchmark_of("BM_a", {1})}), run_of({benchmark_of("BM_b", {1})}), {}),
      Error);
}

TEST_CASE("a defect that passes is named, and fails the self-test", "[reports][self_test]") {
  const std::string text = render_planted_defects_text({{"missing", 2, 1, 1, {}, {"BM\x1b"}}});

  CHECK_THAT(text, Catch::Contains("1 of 2 fail the gate"));
  CHECK_THAT(text, Catch::Contains("MISSED: BM\\x1b"));
  CHECK_THAT(text, Catch::Contains("FAILED: this gate lets defects pass"));
}

}  // namespace reports
