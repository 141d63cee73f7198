// SPDX-License-Identifier: MIT
//
// What a session refuses, and how it says so.
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <set>

#include "reports/measure/session.h"
#include "reports/model/error.h"
#include "reports/tests/support/session_bench.h"

namespace reports {
namespace {

using Act = FakeBenchmarks::Act;
using Catch::Contains;
namespace fs = std::filesystem;

std::string file_name(const PlannedLaunch& turn) {
  std::string name = std::to_string(turn.number);
  name.insert(name.begin(), '0');
  return name + ".json";
}

}  // namespace

TEST_CASE("a failed launch is an error that says what happened", "[reports][measure]") {
  const auto [act, words] = GENERATE(table<Act, const char*>({
      {Act::exits_3, "exited with 3 and said: a console table | last line"},
      {Act::crashes, "was ended by signal 11"},
      {Act::cannot_be_started, "cannot be started: No such file"},
      {Act::writes_nothing, "does it take --benchmark_out"},
      {Act::writes_an_empty_file, "disk is full; run it again; "},
      {Act::writes_an_empty_file, "exited with 0 and said: a console table | last line"},
      {Act::writes_half_a_file, "cut off at line 1"},
      {Act::ignores_its_context, "lacks what --benchmark_context told"},
  }));
  Bench bench;
  bench.benchmarks.acts[5] = act;

  CHECK_THROWS_WITH(bench.run(), Contains(words) && Catch::StartsWith("launch "));
  CHECK(finished_launches(bench.folder) == 5);
  CHECK(bench.run() == SessionEnd::complete);
}

TEST_CASE("only the last lines of a failed launch are shown", "[reports][measure]") {
  Bench bench;
  bench.benchmarks.output.assign(100000, 'x');
  bench.benchmarks.output += "\none\ntwo\nthree\n\n";
  bench.benchmarks.acts[0] = Act::exits_3;

  CHECK_THROWS_WITH(bench.run(), Catch::EndsWith("said: one | two | three"));
}

TEST_CASE("another plan is refused, and the message says what differs", "[reports][measure]") {
  Bench bench;
  bench.plan.filter = "BM_a";
  bench.run();
  const auto before = bench.files();
  const std::string item =
      GENERATE("--base", "--new", "--launches", "--stop-early", "--filter", "CPUs",
               "the program of --base changed", "the program of --new changed");
  if (item == "--base") bench.plan.commands[0].push_back("--more");
  if (item == "--new") bench.plan.commands[1][1] = "--slow";
  if (item == "--launches") bench.plan.launches = 6;
  if (item == "--stop-early") bench.plan.looks = {{1, 0.2}, {2, 0.8}};
  if (item == "--filter") bench.plan.filter = "BM_b";
  if (item == "CPUs") bench.plan.cpus = {1};
  if (item == "the program of --base changed") write_file(bench.plan.commands[0][0], "rebuilt");
  if (item == "the program of --new changed") write_file(bench.plan.commands[1][0], "rebuilt");

  CHECK_THROWS_WITH(bench.run(), Contains(item) && Contains("choose another -o"));
  CHECK(bench.files() == before);
}

TEST_CASE("arguments that are no UTF-8 can be measured and resumed", "[reports][measure]") {
  Bench bench;
  bench.plan.commands[0][1] = "--name=\xff";
  bench.run();

  CHECK(bench.run() == SessionEnd::complete);
}

TEST_CASE("a damaged record of a session is an error that names it", "[reports][measure]") {
  Bench bench;
  bench.run();
  const fs::path path = bench.folder / "session.json";
  const std::string whole = read_file(path);
  const auto without = [&](const char* key) {
    auto json = nlohmann::json::parse(whole);
    json.erase(key);
    return json.dump();
  };
  const auto with = [&](const char* key, const nlohmann::json& value) {
    auto json = nlohmann::json::parse(whole);
    json[key] = value;
    return json.dump();
  };
  const std::string damaged = GENERATE_COPY(
      std::string(), whole.substr(0, whole.size() / 2), std::string("[]"), std::string("session"),
      without("schema_version"), with("schema_version", 2), without("session"), with("session", 7),
      with("session", "0123"), with("session", "0123456789abcdeg"), without("filter"),
      with("filter", 3), with("launches", "4"), with("base_command", nullptr));
  write_file(path, damaged);
  bench.benchmarks.started.clear();

  CHECK_THROWS_WITH(bench.run(), Contains("session.json") && Contains("remove the folder"));
  CHECK(bench.benchmarks.started.empty());
  CHECK(read_file(path) == damaged);
}

TEST_CASE("a folder with other people's files is left alone", "[reports][measure]") {
  Bench bench;
  const std::string name = GENERATE("notes.txt", "base/01.json");
  fs::create_directories((bench.folder / name).parent_path());
  write_file(bench.folder / name, "mine");

  CHECK_THROWS_WITH(bench.run(), Contains("choose another -o"));
  CHECK(bench.files().size() == 1);
  CHECK(bench.benchmarks.started.empty());
}

TEST_CASE("what a kill left of writing the first record is no obstacle", "[reports][measure]") {
  Bench bench;
  fs::create_directories(bench.folder);
  write_file(bench.folder / "session.json.partial-17", "{");

  CHECK(bench.run() == SessionEnd::complete);
}

TEST_CASE("launches that this session did not measure are refused", "[reports][measure]") {
  Bench bench;
  Bench other;
  bench.benchmarks.acts[4] = Act::is_interrupted;
  bench.run();
  other.run();

  SECTION("one more") {
    write_file(bench.folder / "base/99.json", "{}");
  }
  SECTION("of another session") {
    fs::copy_file(other.folder / "new/01.json", bench.folder / "new/01.json",
                  fs::copy_options::overwrite_existing);
  }
  SECTION("one is gone, and later ones are there") {
    fs::remove(bench.folder / "new/01.json");
  }
  SECTION("renamed") {
    fs::rename(bench.folder / "new/01.json", bench.folder / "new/03.json");
  }

  CHECK_THROWS_WITH(bench.run(), Contains("session"));
}

TEST_CASE("a launch that is damaged takes those after it along, and they are named",
          "[reports][measure]") {
  Bench bench;
  bench.run();
  const auto turns = bench.turns();
  std::vector<std::string> files;
  for (const PlannedLaunch& turn : turns) {
    files.push_back((bench.folder / (turn.side == 0 ? "base" : "new") / file_name(turn)).string());
  }
  const bool is_missing = GENERATE(false, true);
  std::set<std::string> rest(files.begin() + (is_missing ? 6 : 5), files.end());
  std::string names;
  for (const std::string& file : rest) names += " " + file;
  is_missing ? void(fs::remove(files[5])) : write_file(files[5], "");

  CHECK_THROWS_WITH(
      bench.run(),
      Catch::StartsWith(files[5] + (is_missing ? ": is missing" : ": is empty")) &&
          Contains("to go on after the first 5 launches of this session, remove" + names + ", or"));

  for (const std::string& file : rest) fs::remove(file);
  CHECK(bench.run() == SessionEnd::complete);
}

TEST_CASE("two sessions cannot use one folder at once", "[reports][measure]") {
  Bench bench;
  std::string refusal;
  bench.benchmarks.during = [&] {
    if (!refusal.empty()) return;
    NotedProgress progress;
    FakeBenchmarks benchmarks;
    try {
      run_session(bench.plan, bench.folder, {}, benchmarks, progress, [] { return true; });
    } catch (const Error& error) {
      refusal = error.what();
    }
  };

  CHECK(bench.run() == SessionEnd::complete);
  CHECK_THAT(refusal, Contains("is using this folder"));
}

TEST_CASE("a folder that cannot be one is an error", "[reports][measure]") {
  Bench bench;
  write_file(bench.folder, "a file");

  if (GENERATE(false, true)) bench.folder /= "below";

  CHECK_THROWS_WITH(bench.run(), Contains("opened as a folder: Not a directory; choose"));
}

TEST_CASE("launches must fill the blocks", "[reports][measure]") {
  Bench bench;
  bench.plan.launches = GENERATE(-2, 0, 1, 7);

  CHECK_THROWS_WITH(bench.run(), Contains("--launches") && Contains("even"));
  CHECK_FALSE(fs::exists(bench.folder));
}

}  // namespace reports
