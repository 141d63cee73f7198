// SPDX-License-Identifier: MIT
//
// What a calibration learns from launches of identical programs, and that its file keeps it.
#include "reports/verdict/calibrate.h"

#include <catch2/catch.hpp>
#include <set>

#include "reports/ingest/calibration_json.h"
#include "reports/model/error.h"
#include "reports/render/calibration_json.h"
#include "reports/tests/support/runs.h"
#include "reports/tests/support/sessions.h"
#include "reports/verdict/labelling.h"

namespace reports {
namespace {

using Catch::Contains;

/// Six blocks of a machine whose launches vary by `variation`, and which is slower by `drift` from
/// each block to the next. NEW takes `factor` times as long.
std::array<Run, 2> simulated_session(double variation, double drift, double factor = 1) {
  std::mt19937_64 random(7);
  std::vector<TimesOfBlock> blocks;
  double center_ns = 1000;
  for (int i = 0; i < 6; ++i, center_ns *= 1 + drift) {
    const std::vector<double> times = launch_times(random, 4, center_ns, variation);
    blocks.push_back({{times[0], times[1]}, {times[2] * factor, times[3] * factor}});
  }
  std::array<Run, 2> sides = session_of(blocks, "6x1");
  for (Run& run : sides) {
    for (Launch& launch : run.launches) launch.date = "2026-01-28T01:51:00+00:00";
  }
  return sides;
}

Calibration calibrate_session(const std::array<Run, 2>& sides,
                              const std::vector<std::array<Run, 2>>& relinked = {}) {
  return calibrate(sides[0], sides[1], relinked, {});
}

std::multiset<double> times_of(const Run& run) {
  std::multiset<double> times;
  for (const Sample& sample : run.benchmarks.at(0).samples) times.insert(sample.real_time_ns);
  return times;
}

}  // namespace

TEST_CASE("launches dealt inside their blocks stay there, two on either side",
          "[reports][calibrate]") {
  const std::array<Run, 2> sides = simulated_session(0.02, 0);
  const PooledLaunches pool(sides[0], sides[1]);
  std::mt19937_64 random(1);
  std::set<std::multiset<double>> dealt;
  for (int i = 0; i < 50; ++i) {
    const std::array<Run, 2> again = pool.deal_inside_blocks(random);
    for (const Run& run : again) {
      std::map<int, int> in_block;
      for (const Launch& launch : run.launches) ++in_block[launch.place.value().block];
      CHECK(in_block == std::map<int, int>{{1, 2}, {2, 2}, {3, 2}, {4, 2}, {5, 2}, {6, 2}});
    }
    std::multiset<double> all = times_of(again[0]);
    all.merge(times_of(again[1]));
    std::multiset<double> measured = times_of(sides[0]);
    measured.merge(times_of(sides[1]));
    CHECK(all == measured);
    dealt.insert(times_of(again[0]));
  }
  CHECK(dealt.size() > 40);
}

TEST_CASE("halves in time forget their blocks and keep their order", "[reports][calibrate]") {
  const std::array<Run, 2> sides = simulated_session(0, 0.5);

  const std::array<Run, 2> halves = PooledLaunches(sides[0], sides[1]).earlier_and_later();

  CHECK(halves[0].launches.size() == 12);
  CHECK_FALSE(halves[0].launches[0].place);
  CHECK(*times_of(halves[0]).rbegin() < *times_of(halves[1]).begin());
}

TEST_CASE("the noise floor is what the launches of identical programs show",
          "[reports][calibrate]") {
  const Calibration calibration = calibrate_session(simulated_session(0.02, 0));

  // Medians of 12 normal values vary by about 2 % * sqrt(pi / 24); their difference by sqrt(2) as
  // much, and 95 % of it lie inside 1.96 deviations: 2.0 %. Differences inside blocks do better.
  REQUIRE(calibration.floors.size() == 1);
  CHECK(calibration.floors[0].benchmark == "BM");
  CHECK(calibration.floors[0].interleaved > 0.008);
  CHECK(calibration.floors[0].interleaved < 0.025);
  CHECK(calibration.floors[0].layout == 0);
  CHECK(calibration.launches == 12);
  CHECK(calibration.date == "2026-01-28");
  CHECK(calibration.benchmarks == 1);
  CHECK(calibration.interleaved.judged == 1);
  CHECK(calibration.interleaved.alarms.empty());
  CHECK(calibration.stored_sets.alarms.empty());
}

TEST_CASE("a drift is noise to stored sets and not to blocks", "[reports][calibrate]") {
  const Calibration calibration = calibrate_session(simulated_session(0.005, 0.05));

  CHECK(calibration.floors[0].interleaved < 0.02);
  CHECK(calibration.floors[0].stored_sets > 0.10);
  CHECK(calibration.interleaved.alarms.empty());
  CHECK(calibration.stored_sets.alarms == std::vector<std::string>{"BM"});
}

TEST_CASE("a copy that is slower than its original is an alarm", "[reports][calibrate]") {
  const Calibration calibration = calibrate_session(simulated_session(0.005, 0, 1.2));

  CHECK(calibration.interleaved.alarms == std::vector<std::string>{"BM"});
}

TEST_CASE("what relinking changes is kept, the most of several", "[reports][calibrate]") {
  const Calibration calibration =
      calibrate_session(simulated_session(0.005, 0),
                        {simulated_session(0.001, 0, 1.03), simulated_session(0.001, 0, 1 / 1.04)});

  CHECK(calibration.relinked == 2);
  CHECK(calibration.floors[0].layout == Approx(0.04).epsilon(0.1));
}

TEST_CASE("a calibration without a common benchmark is an error", "[reports][calibrate]") {
  std::array<Run, 2> sides = simulated_session(0.01, 0);
  sides[1].benchmarks[0].name = "BM_other";

  CHECK_THROWS_AS(calibrate_session(sides), Error);
}

TEST_CASE("calibration.json keeps all of a calibration", "[reports][calibrate]") {
  Calibration calibration = calibrate_session(simulated_session(0.02, 0.01, 1.2));
  calibration.command = "./bench '--filter=a b'";
  calibration.machine.cpu_model = "Example CPU";

  const std::string json = render_calibration_json(calibration);
  const Calibration again = read_calibration(json, "calibration.json");

  CHECK(render_calibration_json(again) == json);
  CHECK(again.machine == calibration.machine);
  CHECK(again.interleaved.alarms == std::vector<std::string>{"BM"});
}

TEST_CASE("a damaged calibration is an error that says to calibrate again",
          "[reports][calibrate]") {
  const std::string good = render_calibration_json(calibrate_session(simulated_session(0.02, 0)));
  const auto [before, after] = GENERATE(table<const char*, const char*>({
      {"\"schema_version\": 1", "\"schema_version\": 2"},
      {"\"judged\": 1", "\"judged\": -1"},
      {"\"launches\": 12", "\"launches\": 2000000000"},
      {"\"layout\": 0.0", "\"layout\": 1e308"},
      {"\"benchmark\": \"BM\"", "\"benchmark\": 7"},
      {"\"layout\": 0.0", "\"layout\": -0.5"},
      {"\"noise_floors\"", "\"floors\""},
  }));
  std::string damaged = good;
  const std::size_t place = damaged.find(before);
  REQUIRE(place != std::string::npos);
  damaged.replace(place, std::string(before).size(), after);

  CHECK_THROWS_WITH(read_calibration(damaged, "c.json"), Contains("calibrate again"));
  CHECK_THROWS_AS(read_calibration(good.substr(0, good.size() / 2), "c.json"), Error);
}

TEST_CASE("a calibration that lacks something says what, in our words", "[reports][calibrate]") {
  const std::string good = render_calibration_json(calibrate_session(simulated_session(0.02, 0)));
  const std::string key = GENERATE("schema_version", "date", "machine", "launches", "judged",
                                   "interleaved", "identical_programs", "noise_floors", "layout");
  std::string damaged = good;
  damaged.replace(damaged.find("\"" + key), 2, "\"x");

  CHECK_THROWS_WITH(read_calibration(damaged, "c.json"),
                    Contains("it lacks " + key) && !Contains("exception"));
}

}  // namespace reports
