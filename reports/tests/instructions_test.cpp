// SPDX-License-Identifier: MIT
#include "reports/verdict/instructions.h"

#include <catch2/catch.hpp>

#include "reports/render/comparison_github.h"
#include "reports/render/comparison_json.h"
#include "reports/render/comparison_junit.h"
#include "reports/render/comparison_markdown.h"
#include "reports/render/comparison_text.h"
#include "reports/tests/support/runs.h"
#include "reports/verdict/compare_runs.h"

namespace reports {
namespace {

using Catch::Contains;

InstructionTotal total(const std::string& name, std::int64_t iterations,
                       std::int64_t instructions) {
  return {"x.callgrind", name, iterations, instructions, 1};
}

/// Two totals each for 100 and 200 iterations, of `start` once and of `hundred` every 100.
std::vector<InstructionTotal> counted(const std::string& name, std::int64_t start,
                                      std::int64_t hundred) {
  return {total(name, 100, start + hundred), total(name, 200, start + 2 * hundred),
          total(name, 100, start + hundred), total(name, 200, start + 2 * hundred)};
}

Run run_of_counts(std::vector<InstructionTotal> totals) {
  Run run;
  run.path = "counts";
  run.instructions = std::move(totals);
  return run;
}

BenchmarkComparison compare(std::vector<InstructionTotal> base,
                            std::vector<InstructionTotal> candidate) {
  const auto rows =
      compare_instructions(run_of_counts(std::move(base)), run_of_counts(std::move(candidate)));
  REQUIRE(rows.size() == 1);
  return rows[0];
}

Verdict verdict_of(std::int64_t base_per_hundred, std::int64_t candidate_per_hundred) {
  return compare(counted("BM_a", 5000, base_per_hundred),
                 counted("BM_a", 9000, candidate_per_hundred))
      .verdict;
}

}  // namespace

TEST_CASE("what happens once does not count, only what each operation adds", "[reports][verdict]") {
  const BenchmarkComparison row =
      compare(counted("BM_a/8", 5'000, 100'000), counted("BM_a/8", 900'000, 100'050));

  CHECK(row.name == "BM_a/8");
  CHECK(row.family == "BM_a");
  CHECK(row.metric == "instructions");
  CHECK(row.base == 1000);
  CHECK(row.candidate == 1000.5);
  CHECK(row.ratio == 1.0005);
  CHECK(row.launches == std::array<std::size_t, 2>{4, 4});
  CHECK(row.verdict == Verdict::no_change);
  CHECK_FALSE(row.q);
  CHECK_FALSE(row.interval);
}

TEST_CASE("a difference of instructions matters from 1 % and from 5 an operation on, either way",
          "[reports][verdict]") {
  CHECK(verdict_of(100'000, 102'000) == Verdict::regressed);  // 1000 to 1020
  CHECK(verdict_of(102'000, 100'000) == Verdict::improved);
  CHECK(verdict_of(100'000, 100'900) == Verdict::no_change);  // 0.9 %, though 9 more
  CHECK(verdict_of(100'900, 100'000) == Verdict::no_change);
  CHECK(verdict_of(1'000, 1'499) == Verdict::no_change);  // 4.99 more, though 50 %
  CHECK(verdict_of(1'000, 1'500) == Verdict::regressed);  // exactly 5 more
  CHECK(verdict_of(1'500, 1'000) == Verdict::improved);
}

TEST_CASE("totals that do not repeat exactly decide nothing", "[reports][verdict]") {
  std::vector<InstructionTotal> restless = counted("BM_a", 5000, 100'000);
  restless[3].instructions += 1;

  const BenchmarkComparison row = compare(counted("BM_a", 5000, 200'000), restless);

  CHECK(row.verdict == Verdict::inconclusive);
  CHECK(row.reason == "not repeatable: 205000 to 205001 instructions for 200 iterations in NEW");
  CHECK_FALSE(row.base);
}

TEST_CASE("a total that nothing repeats decides nothing", "[reports][verdict]") {
  const BenchmarkComparison row =
      compare({total("BM_a", 100, 1000), total("BM_a", 200, 2000)}, counted("BM_a", 0, 1000));

  CHECK(row.verdict == Verdict::inconclusive);
  CHECK_THAT(row.reason, Contains("counted only once for 100 iterations in BASE"));
}

TEST_CASE("counts of several threads are not judged", "[reports][verdict]") {
  std::vector<InstructionTotal> threaded = counted("BM_a", 0, 1000);
  threaded[2].threads = 3;

  const BenchmarkComparison row = compare(counted("BM_a", 0, 1000), threaded);

  CHECK(row.verdict == Verdict::not_run);
  CHECK(row.reason == "runs 3 threads; instruction counts are for one");
}

TEST_CASE("threads that callgrind was not asked for are not taken for one", "[reports][verdict]") {
  std::vector<InstructionTotal> unknown = counted("BM_a", 0, 1000);
  unknown[1].threads = 0;

  CHECK(compare(unknown, counted("BM_a", 0, 1000)).verdict == Verdict::inconclusive);
}

TEST_CASE("what one side lacks is not run, and said", "[reports][verdict]") {
  const std::vector<InstructionTotal> whole = counted("BM_a", 0, 1000);
  const std::vector<InstructionTotal> half = {whole[0], whole[2]};

  CHECK(compare(whole, {}).reason == "missing in NEW: only BASE has it");
  CHECK(compare({}, whole).reason == "new: BASE does not have it");
  CHECK(compare(whole, half).reason == "NEW lacks twice as many iterations: it has 100");
  CHECK(compare(half, whole).verdict == Verdict::not_run);
  const std::vector<InstructionTotal> others = {total("BM_a", 7, 7), total("BM_a", 14, 14)};
  CHECK(compare(whole, others).reason == "BASE and NEW have no N and 2N iterations in common");
}

TEST_CASE("a benchmark that failed in any process is not run, and the reason is its own",
          "[reports][verdict]") {
  const std::vector<InstructionTotal> good = counted("BM_a", 0, 1000);
  std::vector<InstructionTotal> bad = good;
  bad[1].failure = "error: wrong result";

  CHECK(compare(good, bad).verdict == Verdict::not_run);
  CHECK(compare(good, bad).reason == "NEW: error: wrong result");
  CHECK(compare(bad, bad).reason == "BASE: error: wrong result");
  CHECK(compare({bad[1]}, good).reason == "BASE: error: wrong result");
  CHECK(compare({}, {bad[1]}).reason == "new: BASE does not have it");
}

TEST_CASE("of several pairs the one with most iterations counts", "[reports][verdict]") {
  std::vector<InstructionTotal> base = counted("BM_a", 0, 1000);
  base.push_back(total("BM_a", 400, 20'000));
  base.push_back(total("BM_a", 400, 20'000));

  const BenchmarkComparison row = compare(base, base);

  CHECK(row.base == 90);  // (20000 - 2000) / 200
}

TEST_CASE("iterations that execute nothing decide nothing", "[reports][verdict]") {
  CHECK(compare(counted("BM_a", 5000, 0), counted("BM_a", 5000, 0)).verdict ==
        Verdict::inconclusive);
}

TEST_CASE("runs that hold nothing but instructions are compared", "[reports][verdict]") {
  const Run base = run_of_counts(counted("BM_a", 0, 1000));
  const Comparison comparison =
      compare_runs(base, run_of_counts(counted("BM_a", 0, 1001)), Parameters{});

  CHECK(comparison.verdict == Verdict::no_change);
  CHECK(comparison.warnings.empty());
}

TEST_CASE("every output shows instructions as instructions, beside the times of their family",
          "[reports][render]") {
  Run base =
      run_of({benchmark_of("BM_a/8", repeated(8, 100)), benchmark_of("BM_b", repeated(8, 100))});
  Run candidate = base;
  base.instructions = counted("BM_a/8", 0, 100'000);
  candidate.instructions = counted("BM_a/8", 0, 110'000);
  const Comparison comparison = compare_runs(base, candidate, Parameters{});

  const std::string text = render_comparison_text(comparison);
  CHECK_THAT(text, Contains("8 launches, instructions of 4 processes"));
  CHECK_THAT(text, Contains("NO CHANGE    BM_a/8                     100 ns"));
  CHECK_THAT(text, Contains("REGRESSED      instructions            1000 Ir  1100 Ir  1.100"));
  CHECK_THAT(text, Contains("judged 3 of 3: 1 regressed, 2 no change"));
  CHECK_THAT(text, Contains("callgrind_annotate"));
  CHECK_THAT(text, !Contains("slowed"));
  CHECK_THAT(render_comparison_markdown(comparison), Contains("| 1000 Ir | 1100 Ir | 1.100 |"));
  CHECK_THAT(render_comparison_github(comparison),
             Contains("REGRESSED BM_a/8::instructions 1000 Ir -> 1100 Ir, ratio 1.100\n"));
  CHECK_THAT(render_comparison_junit(comparison), Contains("name=\"BM_a/8 instructions\""));
  CHECK_THAT(render_comparison_json(comparison), Contains("\"metric\": \"instructions\""));
}

TEST_CASE("instructions alone are shown without launches, margins of time or machines",
          "[reports][render]") {
  const Comparison comparison =
      compare_runs(run_of_counts(counted("BM_a/8", 0, 100'000)),
                   run_of_counts(counted("BM_a/8", 0, 100'000)), Parameters{});

  const std::string text = render_comparison_text(comparison);

  CHECK_THAT(text, Contains("BASE  counts: instructions of 4 processes"));
  CHECK_THAT(text, Contains("NO CHANGE    BM_a/8 instructions       1000 Ir  1000 Ir"));
  CHECK_THAT(text, !Contains("false discovery"));
  CHECK_THAT(text, !Contains("alike"));
}

}  // namespace reports
