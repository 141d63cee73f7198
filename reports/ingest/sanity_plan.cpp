// SPDX-License-Identifier: MIT
#include "reports/ingest/sanity_plan.h"

#include <algorithm>

#include "reports/files/read_file.h"
#include "reports/ingest/plan_node.h"
#include "reports/ingest/test_names.h"
#include "reports/model/error.h"

namespace reports {
namespace {

void expect_check_keys(const PlanNode& check, const std::vector<std::string>& of_its_type) {
  std::vector<std::string> keys = {"id",   "title",    "type",    "evidence",
                                   "file", "platform", "required"};
  keys.insert(keys.end(), of_its_type.begin(), of_its_type.end());
  check.expect_keys(keys);
}

// Each of the four reads the keys of one type of check. To add a type: 1. its expectation and its
// name in model/sanity_plan.h; 2. its reader here, and its keys in reports/README.md; 3. its judge
// in sanity/; 4. its section in render/templates; 5. its planted damage in tests/.

LayoutExpectation read_layout(const PlanNode& check) {
  expect_check_keys(check, {"at_least", "types"});
  LayoutExpectation expected;
  if (!check.has("at_least") && !check.has("types")) {
    check.refuse("a layout check says what must be PROVED: give at_least, or types, or both");
  }
  if (check.has("at_least")) expected.contracts_at_least = check.at("at_least").count();
  if (!check.has("types")) return expected;
  for (const PlanNode& type : check.at("types").list()) {
    type.expect_keys({"name", "line_sizes"});
    ProvedType proved{type.at("name").text(), {}};
    for (const PlanNode& size : type.at("line_sizes").list()) {
      proved.line_sizes.push_back(static_cast<unsigned>(size.count()));
    }
    expected.types.push_back(std::move(proved));
  }
  return expected;
}

/// Names files lie in the plan's folder or below, so that a report can carry them along.
std::string names_file(const PlanNode& node) {
  const std::filesystem::path name = std::filesystem::path(node.text()).lexically_normal();
  if (name.is_absolute() || *name.begin() == "..") {
    node.refuse("'" + node.text() + "' lies outside the plan's folder");
  }
  return name.string();
}

TestsExpectation read_tests(const PlanNode& check, const std::filesystem::path& folder,
                            std::vector<std::string>& files) {
  expect_check_keys(check, {"at_least", "names_file", "listed_by"});
  TestsExpectation expected;
  if (!check.has("at_least") && !check.has("names_file") && !check.has("listed_by")) {
    check.refuse("a tests check says what must run: give listed_by, names_file or at_least");
  }
  if (check.has("at_least")) expected.executed_at_least = check.at("at_least").count();
  if (check.has("listed_by")) expected.listed_by = check.at("listed_by").identifier();
  if (!check.has("names_file")) return expected;
  const PlanNode file = check.at("names_file");
  files.push_back(names_file(file));
  expected.names = read_test_names(read_file(folder / files.back()));
  if (expected.names.empty()) file.refuse("'" + files.back() + "' holds no test name");
  return expected;
}

BenchmarksExpectation read_benchmarks(const PlanNode& check) {
  expect_check_keys(check, {"at_least", "names", "allocations_at_most"});
  BenchmarksExpectation expected;
  if (!check.has("at_least") && !check.has("names") && !check.has("allocations_at_most")) {
    check.refuse(
        "a benchmarks check says what must run: give names, allocations_at_most or at_least");
  }
  if (check.has("at_least")) expected.executed_at_least = check.at("at_least").count();
  if (check.has("names")) expected.names = check.at("names").texts();
  if (!check.has("allocations_at_most")) return expected;
  for (const auto& [benchmark, limit] : check.at("allocations_at_most").entries()) {
    if (!expected.allocations_at_most.emplace(benchmark, limit.amount()).second) {
      limit.refuse("the benchmark '" + benchmark + "' stands twice; keep one");
    }
  }
  return expected;
}

ComparisonExpectation read_comparison(const PlanNode& check) {
  expect_check_keys(check, {"at_least"});
  if (!check.has("at_least")) return {};
  return {check.at("at_least").count()};
}

Expectation read_expectation(const PlanNode& check, const std::filesystem::path& folder,
                             std::vector<std::string>& files) {
  const std::string type = check.at("type").text();
  if (type == "layout") return read_layout(check);
  if (type == "tests") return read_tests(check, folder, files);
  if (type == "benchmarks") return read_benchmarks(check);
  if (type == "comparison") return read_comparison(check);
  check.at("type").refuse("unknown type '" + type +
                          "'; there are layout, tests, benchmarks, comparison");
}

void read_checks(const PlanNode& root, const std::filesystem::path& folder, SanityPlan& plan) {
  for (const PlanNode& node : root.at("checks").list()) {
    PlannedCheck check;
    check.expectation = read_expectation(node, folder, plan.files);
    check.id = node.at("id").identifier();
    check.title = node.at("title").prose();
    check.evidence = node.at("evidence").identifier();
    check.file = node.at("file").file_name();
    if (node.has("platform")) check.platform = node.at("platform").text();
    if (node.has("required")) check.required = node.at("required").flag();
    for (const PlannedCheck& other : plan.checks) {
      if (other.id == check.id) node.at("id").refuse("a check '" + check.id + "' stands above");
    }
    plan.checks.push_back(std::move(check));
  }
}

CheckState read_covered_state(const PlanNode& node) {
  for (const CheckState state :
       {CheckState::failed, CheckState::not_run, CheckState::inconclusive}) {
    if (node.text() == name(state)) return state;
  }
  node.refuse("'" + node.text() + "' cannot be waived; there are failed, not_run, inconclusive");
}

void read_waivers(const PlanNode& root, SanityPlan& plan) {
  if (!root.has("waivers")) return;
  for (const PlanNode& node : root.at("waivers").list()) {
    node.expect_keys({"check", "covers", "author", "reason", "expires"});
    const Waiver waiver{node.at("check").identifier(), read_covered_state(node.at("covers")),
                        node.at("author").text(), node.at("reason").prose(),
                        node.at("expires").day()};
    const auto is_check = [&](const PlannedCheck& check) { return check.id == waiver.check; };
    if (std::none_of(plan.checks.begin(), plan.checks.end(), is_check)) {
      node.at("check").refuse("there is no check '" + waiver.check + "' to waive");
    }
    const auto same = [&](const Waiver& other) { return other.check == waiver.check; };
    if (std::any_of(plan.waivers.begin(), plan.waivers.end(), same)) {
      node.at("check").refuse("a waiver of '" + waiver.check + "' stands above");
    }
    plan.waivers.push_back(waiver);
  }
}

YAML::Node parse(const std::filesystem::path& path) {
  try {
    return YAML::Load(read_file(path));
  } catch (const YAML::Exception& failure) {
    throw Error(path.string() + ":" + std::to_string(failure.mark.line + 1) +
                ": not YAML: " + failure.msg);
  }
}

}  // namespace

SanityPlan read_sanity_plan(const std::filesystem::path& path) {
  const PlanNode root(path.string(), parse(path));
  root.expect_keys({"schema_version", "title", "checks", "waivers"});
  if (root.at("schema_version").text() != "1") {
    root.at("schema_version").refuse("this program reads schema_version 1");
  }
  SanityPlan plan;
  plan.title = root.at("title").prose();
  plan.files.push_back(path.filename().string());
  read_checks(root, path.parent_path(), plan);
  read_waivers(root, plan);
  return plan;
}

}  // namespace reports
