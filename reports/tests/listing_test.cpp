// SPDX-License-Identifier: MIT
#include "reports/measure/listing.h"

#include <catch2/catch.hpp>

#include "reports/model/error.h"
#include "reports/tests/support/fake_benchmarks.h"

namespace reports {
namespace {

using Catch::Contains;
using Names = std::vector<std::string>;

SessionPlan plan_with(const std::string& filter) {
  SessionPlan plan;
  plan.commands = {{{"base_bench"}, {"new_bench"}}};
  plan.filter = filter;
  return plan;
}

/// A program that ends as it is told.
struct Ends : ProcessRunner {
  ProcessEnd end{RunEnd::exited, 0, std::nullopt, "", 1};
  std::string names;
  std::string said = "no such flag\n";

  ProcessEnd run(const std::vector<std::string>&, std::optional<std::chrono::milliseconds>,
                 const OnOutput& on_output) override {
    on_output(said);
    return end;
  }

  ProcessEnd run_apart(const std::vector<std::string>&, const OnOutput& on_output,
                       const OnOutput& on_error) override {
    on_output(names);
    on_error(said);
    return end;
  }
};

}  // namespace

TEST_CASE("what both programs would run is known before anything is measured",
          "[reports][measure]") {
  FakeBenchmarks benchmarks;
  benchmarks.listed = {{"base_bench", "BM_a/1\nBM_b\n"}, {"new_bench", "BM_b\nBM_a/1\n"}};

  const auto listing = list_benchmarks(plan_with(""), benchmarks);

  REQUIRE(listing);
  CHECK(listing->benchmarks == Names{"BM_a/1", "BM_b"});
  CHECK(listing->warnings.empty());
}

TEST_CASE("benchmarks of one side only are named early", "[reports][measure]") {
  FakeBenchmarks benchmarks;
  benchmarks.listed = {{"base_bench", "BM_a\nBM_b\n"}, {"new_bench", "BM_a\n1\n2\n3\n4\n"}};

  const auto listing = list_benchmarks(plan_with(""), benchmarks);

  REQUIRE(listing);
  REQUIRE(listing->warnings.size() == 2);
  CHECK_THAT(listing->warnings[0].text, Contains("only BASE has 1") && Catch::EndsWith(": BM_b"));
  CHECK_THAT(listing->warnings[1].text,
             Contains("only NEW has 4") && Catch::EndsWith(": 1, 2, 3, ..."));
  CHECK(listing->benchmarks.size() == 6);
}

TEST_CASE("a filter that matches nothing on one side is an error", "[reports][measure]") {
  FakeBenchmarks benchmarks;
  benchmarks.listed = {{"base_bench", "BM_a\n"}, {"new_bench", ""}};

  CHECK_THROWS_WITH(list_benchmarks(plan_with("BM_x"), benchmarks),
                    Contains("--filter 'BM_x': --new has no benchmark"));
  CHECK_THROWS_WITH(list_benchmarks(plan_with(""), benchmarks),
                    Contains("--new: new_bench") && Contains("it lists no benchmark"));
}

TEST_CASE("what a program says on standard error is no name, and is shown if there is none",
          "[reports][measure]") {
  Ends benchmarks;
  benchmarks.said = "Could not compile benchmark re: Unmatched (\n";

  CHECK_THROWS_WITH(list_benchmarks(plan_with("("), benchmarks),
                    Contains("--filter '(': --base") && Contains("said: Could not compile"));
  benchmarks.names = "BM_a\n";
  CHECK(list_benchmarks(plan_with("a"), benchmarks)->benchmarks == Names{"BM_a"});
}

TEST_CASE("errors name what the command came from", "[reports][measure]") {
  Ends benchmarks;
  SessionPlan plan = plan_with("");
  plan.origins[0] = "the command after '--'";

  CHECK_THROWS_WITH(list_benchmarks(plan, benchmarks),
                    Catch::StartsWith("the command after '--': base_bench"));
}

TEST_CASE("a program that cannot list its benchmarks is an error that shows what it said",
          "[reports][measure]") {
  Ends benchmarks;
  benchmarks.end = {RunEnd::exited, 2, std::nullopt, "", 1};

  CHECK_THROWS_WITH(list_benchmarks(plan_with(""), benchmarks),
                    Contains("--base: base_bench --benchmark_list_tests exited with 2 and said: "
                             "no such flag"));
}

TEST_CASE("a signal while programs are asked is no failure of theirs", "[reports][measure]") {
  Ends benchmarks;
  benchmarks.end = {RunEnd::signaled, std::nullopt, 15, "", 1, 15};

  CHECK_FALSE(list_benchmarks(plan_with(""), benchmarks));
}

}  // namespace reports
