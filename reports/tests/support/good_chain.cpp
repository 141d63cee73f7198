// SPDX-License-Identifier: MIT
#include "reports/tests/support/good_chain.h"

#include <stdexcept>

#include "reports/evidence/recorder.h"
#include "reports/files/read_file.h"
#include "reports/files/write_file.h"
#include "reports/sanity/judge.h"

namespace reports {
namespace {

constexpr const char* plan_text = R"(schema_version: 1
title: A good chain
checks:
- id: layout
  title: Writers never share a line
  type: layout
  evidence: layout
  file: layout.json
  platform: Linux x86_64
  at_least: 2
  types:
  - {name: 'net::Ring', line_sizes: [64, 128]}
- id: tests
  title: The test suite
  type: tests
  evidence: tests
  file: tests.xml
  listed_by: list
- id: benchmarks
  title: The benchmarks run
  type: benchmarks
  evidence: benchmarks
  file: benchmarks.json
  names: [BM_New, BM_Add/8]
  allocations_at_most: {BM_Add/8: 1}
- id: comparison
  title: Not slower than the baseline
  type: comparison
  evidence: comparison
  file: comparison.json
)";

constexpr const char* comparison_text = R"({
  "schema_version": 1,
  "verdict": "no_change",
  "benchmarks": [
    {"name": "BM_New", "metric": "real_time", "base": 100.0, "new": 101.0, "ratio": 1.01,
     "interval": [0.99, 1.02], "p": 0.4, "q": 0.4, "launches": [12, 12],
     "verdict": "no_change", "reason": "", "allowed": false}
  ],
  "warnings": []
}
)";

std::string input(const std::string& name) {
  return read_file(std::filesystem::path(REPORTS_TESTS) / "inputs/sanity" / name);
}

}  // namespace

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const auto place = text.find(from);
  if (place == std::string::npos || text.find(from, place + 1) != std::string::npos) {
    throw std::logic_error("'" + from + "' does not stand once in: " + text);
  }
  return text.replace(place, from.size(), to);
}

GoodChain::GoodChain() : plan(plan_text) {
  commands["layout"] = {"layout.json", input("layout.json"), "checked 2 contracts\n"};
  commands["tests"] = {"tests.xml", input("tests.xml"), ""};
  commands["list"] = {"", "", input("list.txt")};
  // Catch2 2.13 exits with the number of tests when it lists them.
  commands["list"].end.exit_code = 5;
  commands["benchmarks"] = {"benchmarks.json", input("benchmarks.json"), ""};
  commands["comparison"] = {"comparison.json", comparison_text, ""};
  frame = {"reports 0.0.0", "2026-03-01T13:00:00Z", machine.sources.commit};
}

void GoodChain::record(const std::string& id) {
  const Recorded& command = commands.at(id);
  if (!command.runs) return;
  RecordRequest request{id, evidence(), {"program", id}, {}, std::nullopt, "reports 0.0.0"};
  const auto file = folder.path() / command.file;
  if (!command.file.empty()) request.artifacts.push_back(file);
  FakeRunner runner;
  runner.act = [&] {
    if (command.writes && !command.file.empty()) write_file(file, command.content);
  };
  runner.output = command.output;
  runner.end = command.end;
  reports::record(request, runner, machine, [](std::string_view) {});
}

void GoodChain::record_all() {
  std::filesystem::create_directories(evidence());
  for (const auto& command : commands) record(command.first);
}

SanityReport GoodChain::judge() {
  write_file(folder.path() / "plan.yaml", plan);
  return judge_evidence(folder.path() / "plan.yaml", evidence(), frame);
}

SanityReport GoodChain::run() {
  record_all();
  return judge();
}

const JudgedCheck& line(const SanityReport& report, const std::string& id) {
  for (const JudgedCheck& check : report.checks) {
    if (check.planned.id == id) return check;
  }
  throw std::logic_error("no line " + id);
}

}  // namespace reports
