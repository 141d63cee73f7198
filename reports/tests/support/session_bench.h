// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "reports/files/read_file.h"
#include "reports/files/write_file.h"
#include "reports/measure/schedule.h"
#include "reports/measure/session.h"
#include "reports/tests/support/fake_benchmarks.h"
#include "reports/tests/support/temporary_folder.h"

namespace reports {

struct NotedProgress : Progress {
  std::vector<std::string> lines;
  int finished = 0;

  void at(int done, int all, const std::string& next) override {
    lines.push_back(std::to_string(done) + "/" + std::to_string(all) + " " + next);
  }
  void finish() override { ++finished; }
};

/// Two programs, and a folder for what they measure.
struct Bench {
  TemporaryFolder temporary;
  std::filesystem::path folder = temporary.path() / "measured";
  SessionPlan plan;
  Machine machine;
  FakeBenchmarks benchmarks;
  NotedProgress progress;
  std::vector<std::size_t> looked_after;  ///< launches
  bool decided = false;

  Bench() {
    plan.commands = {{{program("base_bench"), "--fast"}, {program("new_bench"), "--fast"}}};
    plan.launches = 4;
    plan.looks = {{2, 1}};
  }

  std::string program(const std::string& name) {
    const std::filesystem::path path = temporary.path() / name;
    if (!std::filesystem::exists(path)) write_file(path, name);
    return path.string();
  }

  SessionEnd run() {
    return run_session(plan, folder, machine, benchmarks, progress, [&] {
      looked_after.push_back(static_cast<std::size_t>(finished_launches(folder)));
      return decided;
    });
  }

  std::vector<PlannedLaunch> turns() const {
    const auto session = nlohmann::json::parse(read_file(folder / "session.json"));
    const std::string id = session.at("session");
    return schedule(std::stoull(id, nullptr, 16), plan.launches);
  }

  /// The sides in the order in which they were started.
  std::vector<int> sides() const {
    std::vector<int> sides;
    for (const auto& started : benchmarks.started) {
      sides.push_back(started.argv[0] == plan.commands[1][0] ? 1 : 0);
    }
    return sides;
  }

  std::map<std::string, std::string> files() const {
    std::map<std::string, std::string> files;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
      if (!entry.is_regular_file()) continue;
      files[entry.path().lexically_relative(folder).string()] = read_file(entry.path());
    }
    return files;
  }
};

}  // namespace reports
