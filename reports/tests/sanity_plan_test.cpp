// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>

#include "reports/files/write_file.h"
#include "reports/ingest/sanity_plan.h"
#include "reports/model/error.h"
#include "reports/tests/support/temporary_folder.h"

namespace reports {
namespace {

SanityPlan read(const std::string& yaml) {
  const TemporaryFolder folder;
  write_file(folder.path() / "names.txt", "# a comment\none adds\n\"# counts\"\n\none adds\n");
  write_file(folder.path() / "plan.yaml", yaml);
  return read_sanity_plan(folder.path() / "plan.yaml");
}

const std::string head = "schema_version: 1\ntitle: T\nchecks:\n";
const std::string tests_check =
    "- {id: t, title: Tests, type: tests, evidence: e, file: t.xml, at_least: 3}\n";

}  // namespace

TEST_CASE("a plan lists checks of every type, and waivers", "[reports][sanity_plan]") {
  const SanityPlan plan = read(R"(schema_version: 1
title: Everything
checks:
- id: layout
  title: Writers never share a line
  type: layout
  evidence: layout
  file: layout.json
  platform: Linux x86_64
  at_least: 5
  types:
  - name: 'loop::FastState'
    line_sizes: [64, 128]
- {id: tests, title: Tests, type: tests, evidence: tests, file: t.xml, names_file: names.txt}
- {id: listed, title: Tests, type: tests, evidence: tests, file: t.xml, listed_by: list}
- id: speed
  title: Benchmarks
  type: benchmarks
  evidence: bench
  file: bench.json
  names: [BM_Post]
  allocations_at_most: {BM_Post: 0}
- {id: compared, title: C, type: comparison, evidence: c, file: c.json, required: false}
waivers:
- check: compared
  covers: not_run
  author: Ada
  reason: there is no baseline before the first release
  expires: 2027-01-31
)");

  REQUIRE(plan.checks.size() == 5);
  const auto& layout = std::get<LayoutExpectation>(plan.checks[0].expectation);
  CHECK(plan.checks[0].platform == "Linux x86_64");
  CHECK(layout.contracts_at_least == 5);
  REQUIRE(layout.types.size() == 1);
  CHECK(layout.types[0].line_sizes == std::vector<unsigned>{64, 128});
  CHECK(std::get<TestsExpectation>(plan.checks[1].expectation).names ==
        std::vector<std::string>{"one adds", "# counts"});
  CHECK(std::get<TestsExpectation>(plan.checks[2].expectation).listed_by == "list");
  CHECK(std::get<BenchmarksExpectation>(plan.checks[3].expectation)
            .allocations_at_most.at("BM_Post") == 0);
  CHECK_FALSE(plan.checks[4].required);
  CHECK(plan.waivers.at(0).covers == CheckState::not_run);
  CHECK(plan.files == std::vector<std::string>{"plan.yaml", "names.txt"});
}

TEST_CASE("what a plan says wrongly is refused with its line", "[reports][sanity_plan]") {
  const auto [yaml, complaint] = GENERATE_COPY(table<std::string, std::string>({
      {head + tests_check + "extra: 1\n", "plan.yaml:5: unknown key 'extra'"},
      {head + "- {id: t, title: T, type: tests, evidence: e, file: f,\n   requird: true}\n",
       "plan.yaml:5: unknown key 'requird'"},
      {head + "- {id: t, title: T, type: tests, evidence: e, file: f}\n",
       "plan.yaml:4: a tests check says what must run"},
      {head + "- {id: t, title: T, type: layout, evidence: e, file: f}\n",
       "plan.yaml:4: a layout check says what must be PROVED"},
      {head + "- {id: t, title: T, type: smell, evidence: e, file: f}\n",
       "plan.yaml:4: unknown type 'smell'"},
      {head + "- {id: t, id: u, title: T, type: tests, evidence: e, file: f, at_least: 1}\n",
       "the key 'id' stands twice"},
      {head + tests_check + tests_check, "plan.yaml:5: a check 't' stands above"},
      {head + "- {id: ../t, title: T, type: tests, evidence: e, file: f, at_least: 1}\n",
       "'../t' is no id"},
      {head + "- {id: t, title: T, type: tests, evidence: e, file: a/f, at_least: 1}\n",
       "'a/f' is no file name"},
      {head + "- {id: t, title: T, type: tests, evidence: e, file: f, at_least: 0}\n",
       "'0' is no count"},
      {head + "- {id: t, title: T, type: tests, evidence: e, file: f, at_least: -3}\n",
       "'-3' is no count"},
      {head + "- {id: t, title: Zero Risk, type: tests, evidence: e, file: f, at_least: 1}\n",
       "'zero risk' is a claim that no evidence carries"},
      {head + "- {id: t, title: T, type: tests, evidence: e, file: f, names_file: ../x}\n",
       "'../x' lies outside the plan's folder"},
      {head + "- {id: t, title: T, type: tests, evidence: e, file: f, names_file: none.txt}\n",
       "none.txt"},
      {"schema_version: 1\ntitle: T\nchecks: []\n", "plan.yaml:3: expected a list"},
      {"schema_version: 2\ntitle: T\n", "plan.yaml:1: this program reads schema_version 1"},
      {"title: T\n", "the key 'schema_version' is missing"},
      {"", "expected keys and values"},
      {"checks: [\n", "plan.yaml:2: not YAML"},
  }));
  CAPTURE(yaml);

  CHECK_THROWS_WITH(read(yaml), Catch::Contains(complaint));
}

TEST_CASE("a waiver names a check, a state, an author, a reason and a day",
          "[reports][sanity_plan]") {
  const std::string start = head + tests_check + "waivers:\n- ";
  const auto [waiver, complaint] = GENERATE(table<std::string, std::string>({
      {"{check: x, covers: failed, author: A, reason: r, expires: 2027-01-31}",
       "plan.yaml:6: there is no check 'x'"},
      {"{check: t, covers: passed, author: A, reason: r, expires: 2027-01-31}",
       "'passed' cannot be waived"},
      {"{check: t, covers: failed, reason: r, expires: 2027-01-31}", "'author' is missing"},
      {"{check: t, covers: failed, author: A, expires: 2027-01-31}", "'reason' is missing"},
      {"{check: t, covers: failed, author: A, reason: r}", "'expires' is missing"},
      {"{check: t, covers: failed, author: A, reason: r, expires: 2027-02-30}",
       "'2027-02-30' is no day"},
      {"{check: t, covers: failed, author: A, reason: r, expires: soon}", "'soon' is no day"},
  }));
  CAPTURE(waiver);

  CHECK_THROWS_WITH(read(start + waiver + "\n"), Catch::Contains(complaint));
}

}  // namespace reports
