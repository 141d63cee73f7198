// SPDX-License-Identifier: MIT
//
// Launches that were taken in turn are compared inside their blocks, at the looks that were
// planned.
#include <algorithm>
#include <catch2/catch.hpp>

#include "reports/tests/support/sessions.h"
#include "reports/verdict/compare_runs.h"

namespace reports {
namespace {

using Catch::Contains;

/// Blocks of a machine that slows down by 10 % from one to the next, while NEW takes `factor` times
/// as long as BASE.
std::vector<TimesOfBlock> drifting_blocks(int count, double factor) {
  std::vector<TimesOfBlock> blocks;
  double speed_ns = 100;
  for (int i = 0; i < count; ++i, speed_ns *= 1.1) {
    blocks.push_back(
        {{speed_ns, speed_ns * 1.004}, {speed_ns * factor * 1.002, speed_ns * factor * 1.003}});
  }
  return blocks;
}

Comparison compare_session(const std::array<Run, 2>& sides) {
  return compare_runs(sides[0], sides[1], {});
}

bool warns_of(const Comparison& comparison, const std::string& text) {
  const auto& warnings = comparison.warnings;
  return std::any_of(warnings.begin(), warnings.end(), [&](const Warning& warning) {
    return warning.text.find(text) != std::string::npos;
  });
}

}  // namespace

TEST_CASE("a drift that two stored sets cannot see through does not hide what blocks show",
          "[reports][verdict]") {
  std::array<Run, 2> sides = session_of(drifting_blocks(6, 1.08), "6x1");

  const Comparison in_turn = compare_session(sides);
  for (Run& run : sides) {
    for (Launch& launch : run.launches) launch.place.reset();
  }
  const Comparison as_sets = compare_session(sides);

  CHECK(in_turn.sampling == Sampling::interleaved);
  CHECK(in_turn.blocks == 6);
  CHECK(in_turn.benchmarks[0].verdict == Verdict::regressed);
  CHECK(in_turn.benchmarks[0].p.value() == Approx(2.0 / 46656));  // one of 6^6, on either side
  CHECK(in_turn.benchmarks[0].ratio.value() == Approx(1.08).epsilon(0.005));
  CHECK(as_sets.sampling == Sampling::stored_sets);
  CHECK(as_sets.benchmarks[0].verdict == Verdict::inconclusive);
}

TEST_CASE("a drift makes no difference between equal programs", "[reports][verdict]") {
  CHECK(compare_session(session_of(drifting_blocks(6, 1.0), "6x1")).verdict == Verdict::no_change);
}

TEST_CASE("a look that may spend a part of the error rate needs so much smaller a p",
          "[reports][verdict]") {
  const auto whole = compare_session(session_of(drifting_blocks(4, 1.08), "4x1"));
  const auto fifth = compare_session(session_of(drifting_blocks(4, 1.08), "4x0.2+6x0.8"));

  CHECK(whole.benchmarks[0].p.value() == Approx(2.0 / 1296));
  CHECK(fifth.benchmarks[0].p.value() == Approx(2.0 / 1296 / 0.2));
  CHECK(fifth.benchmarks[0].smallest_p.value() == Approx(2.0 / 1296 / 0.2));
  CHECK(fifth.benchmarks[0].interval->low <= whole.benchmarks[0].interval->low);
}

TEST_CASE("between two looks only the first one counts", "[reports][verdict]") {
  const Comparison comparison =
      compare_session(session_of(drifting_blocks(5, 1.08), "4x0.2+6x0.8"));

  CHECK(comparison.blocks == 4);
  CHECK(comparison.benchmarks[0].launches == std::array<std::size_t, 2>{8, 8});
  CHECK(warns_of(comparison, "1 of 5 blocks are not used"));
}

TEST_CASE("a session that was cut short before its first look decides nothing",
          "[reports][verdict]") {
  const Comparison comparison = compare_session(session_of(drifting_blocks(5, 1.5), "6x1"));

  CHECK(comparison.benchmarks[0].verdict == Verdict::inconclusive);
  CHECK_THAT(comparison.benchmarks[0].reason, Contains("stopped after 5 blocks"));
  CHECK(comparison.benchmarks[0].ratio.value() == Approx(1.5).epsilon(0.01));
}

TEST_CASE("a block that lacks a launch is left out", "[reports][verdict]") {
  std::array<Run, 2> sides = session_of(drifting_blocks(5, 1.08), "4x1");
  sides[1].launches.pop_back();
  sides[1].benchmarks[0].samples.pop_back();

  const Comparison comparison = compare_session(sides);

  CHECK(comparison.blocks == 4);
  CHECK(comparison.benchmarks[0].verdict == Verdict::regressed);
}

TEST_CASE("a side that mixes several measurements is not judged", "[reports][verdict]") {
  std::array<Run, 2> sides = session_of(drifting_blocks(6, 1.5), "6x1");
  const auto mix = GENERATE(0, 1, 2);
  CAPTURE(mix);
  std::optional<SessionPlace>& place = sides[1].launches[3].place;
  if (mix == 0) place.reset();
  if (mix == 1) place->session = "another session";
  if (mix == 2) place->looks = "3x0.5+6x0.5";

  const Comparison comparison = compare_session(sides);

  CHECK(comparison.sampling == Sampling::stored_sets);
  CHECK(comparison.benchmarks[0].verdict == Verdict::inconclusive);
  CHECK_THAT(comparison.benchmarks[0].reason, Contains("NEW are of several measurements"));
}

TEST_CASE("two sides of two sessions are two stored sets", "[reports][verdict]") {
  std::array<Run, 2> sides = session_of(drifting_blocks(6, 1.0), "6x1");
  for (Launch& launch : sides[1].launches) launch.place->session = "another session";

  CHECK(compare_session(sides).sampling == Sampling::stored_sets);
}

TEST_CASE("a look with a share too small for its blocks decides nothing", "[reports][verdict]") {
  const Comparison comparison =
      compare_session(session_of(drifting_blocks(4, 1.5), "4x0.01+6x0.99"));

  CHECK_FALSE(comparison.benchmarks[0].interval);
  CHECK(comparison.benchmarks[0].verdict == Verdict::inconclusive);
  CHECK_THAT(comparison.benchmarks[0].reason, Contains("too few blocks"));
}

TEST_CASE("with too few blocks for its size a suite says that one regression cannot be seen",
          "[reports][verdict]") {
  std::array<Run, 2> sides = session_of(drifting_blocks(4, 1.08), "4x1");
  for (Run& run : sides) {
    for (int i = 0; i < 40; ++i) {
      run.benchmarks.push_back(run.benchmarks[0]);
      run.benchmarks.back().name = "BM/" + std::to_string(i);
    }
  }

  const Comparison comparison = compare_session(sides);

  CHECK(warns_of(comparison, "that takes at most 32"));  // 0.05 / (2 / 6^4) = 32.4
}

}  // namespace reports
