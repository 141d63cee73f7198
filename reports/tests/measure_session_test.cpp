// SPDX-License-Identifier: MIT
#include "reports/measure/session.h"

#include <catch2/catch.hpp>

#include "reports/ingest/launches.h"
#include "reports/tests/support/session_bench.h"

namespace reports {
namespace {

using Act = FakeBenchmarks::Act;
namespace fs = std::filesystem;

}  // namespace

TEST_CASE("a session starts both programs in the order of its seed", "[reports][measure]") {
  Bench bench;

  CHECK(bench.run() == SessionEnd::complete);

  std::vector<int> expected;
  for (const PlannedLaunch& launch : bench.turns()) expected.push_back(launch.side);
  CHECK(bench.sides() == expected);
  CHECK(read_launches(bench.folder / "base").launches.size() == 4);
  CHECK(read_launches(bench.folder / "new").launches.size() == 4);
  std::vector<std::string> names;
  for (const auto& file : bench.files()) names.push_back(file.first);
  CHECK(names == std::vector<std::string>{"base/01.json", "base/02.json", "base/03.json",
                                          "base/04.json", "new/01.json", "new/02.json",
                                          "new/03.json", "new/04.json", "session.json"});
}

TEST_CASE("sessions differ in their order", "[reports][measure]") {
  Bench one;
  Bench other;
  one.plan.launches = other.plan.launches = 40;
  one.run();
  other.run();

  CHECK(one.sides() != other.sides());  // alike once in 6^20
}

TEST_CASE("each launch knows its place, and what the machine is", "[reports][measure]") {
  Bench bench;
  bench.machine.cpu_model = "Fast, x=86";
  bench.plan.filter = "BM_(a|b)";
  bench.run();

  const Run run = read_launches(bench.folder / "new");
  const auto turns = bench.turns();
  for (std::size_t i = 0; i < turns.size(); ++i) {
    const FakeBenchmarks::Started& started = bench.benchmarks.started[i];
    CHECK(started.argv[1] == "--fast");
    CHECK(started.option("--benchmark_filter") == "BM_(a|b)");
    CHECK(started.option("--benchmark_out_format") == "json");
    CHECK(started.context.at("measure_block") == std::to_string(turns[i].block));
    CHECK(started.context.at("measure_turn") == std::to_string(i + 1));
    CHECK(started.context.at("measure_looks") == "2x1");
    CHECK(started.context.at("cpu_model") == "Fast; x:86");
    CHECK_FALSE(started.context.contains("kernel"));
  }
  REQUIRE(run.launches[3].place);
  CHECK(run.launches[3].place->block == 2);
  CHECK(run.launches[0].machine.binary_sha256 != std::nullopt);
  CHECK(run.launches[0].machine.executable == bench.plan.commands[1][0]);
  CHECK(run.warnings.empty());
}

TEST_CASE("one program with two sets of arguments is not called the same binary",
          "[reports][measure]") {
  Bench bench;
  bench.plan.commands[1] = {bench.plan.commands[0][0], "--thorough"};
  bench.run();

  CHECK_FALSE(bench.benchmarks.started[0].context.contains("binary_sha256"));
  CHECK_FALSE(is_same_program(bench.plan));
  bench.plan.commands[1] = bench.plan.commands[0];
  CHECK(is_same_program(bench.plan));
}

TEST_CASE("a killed session goes on where it stopped, wherever that was", "[reports][measure]") {
  const auto killed_at = GENERATE(range(std::size_t{0}, std::size_t{8}));
  const Act act = GENERATE(Act::is_killed_with_us, Act::is_killed_when_written);
  CAPTURE(killed_at);
  Bench bench;
  bench.benchmarks.acts[killed_at] = act;
  CHECK_THROWS_AS(bench.run(), FakeBenchmarks::Killed);
  const auto before = bench.files();
  bench.benchmarks.started.clear();
  bench.benchmarks.acts.clear();

  CHECK(bench.run() == SessionEnd::complete);

  const auto turns = bench.turns();
  const std::vector<int> sides = bench.sides();
  REQUIRE(sides.size() == 8 - killed_at);
  for (std::size_t i = 0; i < sides.size(); ++i) CHECK(sides[i] == turns[killed_at + i].side);
  auto after = bench.files();
  CHECK(after.size() == 9);
  for (const auto& [name, bytes] : before) {
    if (name != "unfinished.json") CHECK(after[name] == bytes);
  }
}

TEST_CASE("a launch that was cut off is no launch, also to who reads the folder meanwhile",
          "[reports][measure]") {
  Bench bench;
  bench.benchmarks.acts[6] = Act::is_killed_when_written;
  CHECK_THROWS_AS(bench.run(), FakeBenchmarks::Killed);

  const Run base = read_launches(bench.folder / "base");
  const Run candidate = read_launches(bench.folder / "new");

  CHECK(base.launches.size() + candidate.launches.size() == 6);
  CHECK(base.warnings.empty());
  CHECK(candidate.warnings.empty());
}

TEST_CASE("a finished session starts nothing again", "[reports][measure]") {
  Bench bench;
  bench.run();
  bench.benchmarks.started.clear();

  CHECK(bench.run() == SessionEnd::complete);
  CHECK(bench.benchmarks.started.empty());
}

TEST_CASE("a signal ends the session, and the launch that it ended is not kept",
          "[reports][measure]") {
  Bench bench;
  bench.benchmarks.acts[3] = Act::is_interrupted;

  CHECK(bench.run() == SessionEnd::interrupted);
  CHECK(finished_launches(bench.folder) == 3);
  CHECK_FALSE(fs::exists(bench.folder / "unfinished.json"));
  CHECK(bench.progress.finished == 1);
  CHECK(bench.run() == SessionEnd::complete);
}

TEST_CASE("a launch that finished in spite of a signal is kept", "[reports][measure]") {
  Bench bench;
  bench.benchmarks.acts[3] = Act::measures_while_signaled;

  CHECK(bench.run() == SessionEnd::interrupted);
  CHECK(finished_launches(bench.folder) == 4);
}

TEST_CASE("a signal during the last launch leaves nothing to interrupt", "[reports][measure]") {
  Bench bench;
  bench.benchmarks.acts[7] = Act::measures_while_signaled;

  CHECK(bench.run() == SessionEnd::complete);
}

TEST_CASE("a benchmark that reports an error is a result, and no failed launch",
          "[reports][measure]") {
  Bench bench;
  bench.benchmarks.acts[2] = Act::reports_an_error;

  CHECK(bench.run() == SessionEnd::complete);
}

TEST_CASE("a session ends at the look that finds nothing left to decide", "[reports][measure]") {
  Bench bench;
  bench.plan.launches = 6;
  bench.plan.looks = {{2, 0.2}, {3, 0.8}};
  bench.decided = true;

  CHECK(bench.run() == SessionEnd::decided);
  CHECK(bench.looked_after == std::vector<std::size_t>{8});
  CHECK(bench.benchmarks.started.size() == 8);

  CHECK(bench.run() == SessionEnd::decided);  // with nothing new to start
  CHECK(bench.benchmarks.started.size() == 8);
}

TEST_CASE("a look that decides nothing is passed once and for all", "[reports][measure]") {
  Bench bench;
  bench.plan.launches = 6;
  bench.plan.looks = {{2, 0.2}, {3, 0.8}};
  bench.benchmarks.acts[9] = Act::is_interrupted;

  CHECK(bench.run() == SessionEnd::interrupted);
  bench.decided = true;
  CHECK(bench.run() == SessionEnd::complete);
  CHECK(bench.looked_after == std::vector<std::size_t>{8});
}

TEST_CASE("whoever watches is told what comes next", "[reports][measure]") {
  Bench bench;
  bench.run();

  REQUIRE(bench.progress.lines.size() == 8);
  const std::string side = bench.turns()[4].side == 0 ? "BASE" : "NEW";
  CHECK(bench.progress.lines[4] == "4/8 block 2 of 2, " + side);
  CHECK(bench.progress.finished == 1);
}

}  // namespace reports
