// SPDX-License-Identifier: MIT
#include "reports/measure/stopping.h"

#include <catch2/catch.hpp>

namespace reports {
namespace {

using Looks = std::vector<Look>;

Comparison comparison_of(Verdict verdict, std::optional<int> launches_needed, bool allowed) {
  BenchmarkComparison other;
  other.verdict = Verdict::no_change;
  BenchmarkComparison row;
  row.verdict = verdict;
  row.launches_needed = launches_needed;
  row.allowed = allowed;
  Comparison comparison;
  comparison.benchmarks = {other, row};
  return comparison;
}

}  // namespace

TEST_CASE("a session looks once, at its end", "[reports][measure]") {
  CHECK(planned_looks(12, false) == Looks{{6, 1}});
  CHECK(planned_looks(2, false) == Looks{{1, 1}});
}

TEST_CASE("to stop early is to look twice and to share the error rate", "[reports][measure]") {
  CHECK(planned_looks(12, true) == Looks{{4, 0.2}, {6, 0.8}});
  CHECK(planned_looks(10, true) == Looks{{4, 0.2}, {5, 0.8}});
  CHECK(planned_looks(14, true) == Looks{{5, 0.2}, {7, 0.8}});
  CHECK(planned_looks(60, true) == Looks{{20, 0.2}, {30, 0.8}});
}

TEST_CASE("a session too short for two looks has one", "[reports][measure]") {
  const int launches = GENERATE(2, 4, 6, 8);

  CHECK(planned_looks(launches, true) == Looks{{launches / 2, 1}});
}

TEST_CASE("only what is undecided for lack of launches needs more of them", "[reports][measure]") {
  CHECK(could_more_launches_decide(comparison_of(Verdict::inconclusive, 20, false)));

  CHECK_FALSE(could_more_launches_decide(comparison_of(Verdict::inconclusive, {}, false)));
  CHECK_FALSE(could_more_launches_decide(comparison_of(Verdict::inconclusive, 20, true)));
  CHECK_FALSE(could_more_launches_decide(comparison_of(Verdict::not_run, {}, false)));
  CHECK_FALSE(could_more_launches_decide(comparison_of(Verdict::regressed, {}, false)));
}

}  // namespace reports
