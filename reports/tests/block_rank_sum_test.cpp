// SPDX-License-Identifier: MIT
//
// The rank-sum test inside blocks, against enumeration of every labelling and sums done by hand.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <numeric>
#include <random>

#include "reports/stats/block_rank_sum.h"
#include "reports/stats/hodges_lehmann.h"
#include "reports/stats/mann_whitney.h"
#include "reports/stats/median.h"
#include "reports/stats/rank_sum_distribution.h"
#include "reports/tests/support/runs.h"

namespace reports {
namespace {

/// The rank of each value of each block among those of all, `right` first, once the blocks'
/// medians are 0; by counting.
std::vector<std::vector<double>> aligned_ranks(const std::vector<Block>& blocks) {
  std::vector<std::vector<double>> aligned;
  for (const Block& block : blocks) {
    std::vector<double>& values = aligned.emplace_back(block.right);
    values.insert(values.end(), block.left.begin(), block.left.end());
    const double middle = median(values);
    for (double& value : values) value -= middle;
  }
  std::vector<std::vector<double>> ranks = aligned;
  for (std::vector<double>& of_block : ranks) {
    for (double& value : of_block) {
      double below = 0.5;
      for (const auto& others : aligned) {
        for (const double other : others) below += other < value ? 1 : other == value ? 0.5 : 0;
      }
      value = below;
    }
  }
  return ranks;
}

/// The rank sum of every choice of `count` ranks.
std::vector<double> sums_of_labellings(const std::vector<double>& ranks, std::size_t count) {
  std::vector<int> is_right(ranks.size(), 0);
  std::fill(is_right.end() - static_cast<std::ptrdiff_t>(count), is_right.end(), 1);
  std::vector<double> sums;
  do {
    sums.push_back(std::inner_product(ranks.begin(), ranks.end(), is_right.begin(), 0.0));
  } while (std::next_permutation(is_right.begin(), is_right.end()));
  return sums;
}

double mean(const std::vector<double>& values) {
  return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

/// The p-value from its definition: every labelling of every block with every other.
double enumerated_p(const std::vector<Block>& blocks) {
  const std::vector<std::vector<double>> ranks = aligned_ranks(blocks);
  std::vector<double> sums = {0};
  double observed = 0;
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    const std::size_t right = blocks[i].right.size();
    std::vector<double> longer;
    for (const double sum : sums) {
      for (const double more : sums_of_labellings(ranks[i], right)) longer.push_back(sum + more);
    }
    sums = std::move(longer);
    observed += std::accumulate(ranks[i].begin(),
                                ranks[i].begin() + static_cast<std::ptrdiff_t>(right), 0.0);
  }
  const double expected = mean(sums);
  const double distance = std::abs(observed - expected) - 1e-7;
  const auto far = std::count_if(sums.begin(), sums.end(),
                                 [&](double sum) { return std::abs(sum - expected) >= distance; });
  return static_cast<double>(far) / static_cast<double>(sums.size());
}

/// The exact p-value of however many blocks.
double convolved_p(const std::vector<Block>& blocks) {
  RankSumDistribution sums(std::vector<int>{}, 0);
  double observed = 0;
  double expected = 0;
  const std::vector<std::vector<double>> ranks = aligned_ranks(blocks);
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    std::vector<int> doubled;
    for (const double rank : ranks[i]) doubled.push_back(static_cast<int>(2 * rank));
    const auto right = static_cast<int>(blocks[i].right.size());
    sums.add_independent(RankSumDistribution(doubled, right));
    observed = std::accumulate(doubled.begin(), doubled.begin() + right, observed);
    expected += right * mean({doubled.begin(), doubled.end()});
  }
  return sums.at_least_so_far_from(expected, std::abs(observed - expected));
}

/// How many differences inside blocks of two and two lie below an interval that is exact.
std::size_t exact_differences_below(std::size_t blocks, double tail) {
  RankSumDistribution sums(std::vector<int>{}, 0);
  for (std::size_t i = 0; i < blocks; ++i) {
    sums.add_independent(RankSumDistribution(untied_ranks(4), 2));
  }
  int below = 0;
  while (sums.at_most(3 * static_cast<int>(blocks) + below) <= tail) ++below;
  return static_cast<std::size_t>(below);
}

std::vector<double> sorted_differences(const std::vector<Block>& blocks) {
  std::vector<double> differences;
  for (const Block& block : blocks) {
    for (const double low : block.left) {
      for (const double high : block.right) differences.push_back(high - low);
    }
  }
  std::sort(differences.begin(), differences.end());
  return differences;
}

std::vector<double> random_values(std::mt19937& random, std::size_t size, unsigned distinct) {
  std::vector<double> values;
  for (std::size_t i = 0; i < size; ++i) values.push_back(static_cast<double>(random() % distinct));
  return values;
}

std::vector<Block> separated_blocks(std::size_t count) {
  return std::vector<Block>(count, Block{{1, 2}, {3, 4}});
}

/// Blocks of two and two with a CV of 2 %, where `right` is larger by `shift` and each block lies
/// somewhere else.
std::vector<Block> drifting_blocks(std::mt19937_64& random, std::size_t count, double shift) {
  std::vector<Block> blocks;
  for (std::size_t i = 0; i < count; ++i) {
    Block block{launch_times(random, 2, 1, 0.02), launch_times(random, 2, 1 + shift, 0.02)};
    for (std::vector<double>* side : {&block.left, &block.right}) {
      for (double& value : *side) value += static_cast<double>(i);
    }
    blocks.push_back(std::move(block));
  }
  return blocks;
}

}  // namespace

TEST_CASE("the p-value inside blocks equals the enumeration of all labellings, ties included",
          "[reports][stats]") {
  std::mt19937 random(20260301);
  for (int round = 0; round < 150; ++round) {
    std::vector<Block> blocks;
    const std::size_t count = 1 + random() % 4;
    const unsigned distinct = 1 + static_cast<unsigned>(random() % 9);
    for (std::size_t i = 0; i < count; ++i) {
      const std::size_t left = 1 + random() % 3;
      blocks.push_back({random_values(random, left, distinct),
                        random_values(random, 1 + random() % 2, distinct)});
    }
    CAPTURE(round, count, distinct);

    REQUIRE(block_rank_sum_p(blocks) == Approx(enumerated_p(blocks)).epsilon(1e-12));
  }
}

TEST_CASE("two blocks of two and two have the p-values that one counts by hand",
          "[reports][stats]") {
  // Aligned, both blocks are -1.5, -0.5, 0.5, 1.5. Of the 36 pairs of labellings, the rank sums 26
  // and 10 arise once each, 24 and 12 twice each.
  CHECK(block_rank_sum_p(separated_blocks(2)) == Approx(2.0 / 36));
  CHECK(block_rank_sum_p(std::vector<Block>{{{1, 2}, {3, 4}}, {{1, 3}, {2, 4}}}) ==
        Approx(6.0 / 36));
  CHECK(block_rank_sum_p(std::vector<Block>{{{1, 2}, {3, 4}}, {{3, 4}, {1, 2}}}) == Approx(1));
}

TEST_CASE("separated blocks of two and two reach 2 in 6 to the power of their count and no less",
          "[reports][stats]") {
  const std::size_t count = GENERATE(1u, 2u, 4u, 6u, 12u, 25u);
  const std::vector<Block> blocks = separated_blocks(count);
  const double expected = 2 / std::pow(6.0, static_cast<double>(count));

  CHECK(block_rank_sum_p(blocks) == Approx(expected).epsilon(1e-12));
  CHECK(smallest_block_rank_sum_p(blocks) == Approx(expected).epsilon(1e-12));
}

TEST_CASE("one block is the rank-sum test of two samples", "[reports][stats]") {
  std::mt19937 random(5);
  for (int round = 0; round < 20; ++round) {
    const std::vector<Block> blocks = {
        {random_values(random, 9, 30), random_values(random, 8, 30)}};
    const Block& block = blocks[0];

    REQUIRE(block_rank_sum_p(blocks) == Approx(mann_whitney_p(block.left, block.right)));
    const Shift shift = block_shift(blocks, 0.9);
    const Shift expected = hodges_lehmann(block.left, block.right, 0.9);
    REQUIRE(shift.estimate == expected.estimate);
    REQUIRE(shift.interval == expected.interval);
  }
  CHECK(smallest_block_rank_sum_p(std::vector<Block>{{{1, 2, 3, 4, 5}, {6, 7, 8, 9, 10}}}) ==
        Approx(smallest_mann_whitney_p(5, 5)));
}

TEST_CASE("what moves all of a block alike changes neither the test nor the shift",
          "[reports][stats]") {
  // Quarters, so that the sums are exact.
  const std::vector<Block> still = {
      {{1, 2.25}, {1.75, 3}}, {{2, 1}, {2.5, 4}}, {{0.5, 1}, {0.75, 2}}, {{1, 2}, {3, 4}}};
  std::vector<Block> drifting = still;
  for (std::size_t i = 0; i < drifting.size(); ++i) {
    for (std::vector<double>* side : {&drifting[i].left, &drifting[i].right}) {
      for (double& value : *side) value += 64.0 * static_cast<double>(i);
    }
  }

  CHECK(block_rank_sum_p(drifting) == block_rank_sum_p(still));
  CHECK(block_shift(drifting, 0.9).estimate == block_shift(still, 0.9).estimate);
  CHECK(block_shift(drifting, 0.9).interval == block_shift(still, 0.9).interval);
}

TEST_CASE("swapping the sides of every block keeps the p-value and turns the shift round",
          "[reports][stats]") {
  std::mt19937_64 random(6);
  const std::vector<Block> blocks = drifting_blocks(random, 6, 0.03);
  std::vector<Block> swapped;
  for (const Block& block : blocks) swapped.push_back({block.right, block.left});

  const Shift shift = block_shift(blocks, 0.9);
  const Shift back = block_shift(swapped, 0.9);

  CHECK(block_rank_sum_p(swapped) == Approx(block_rank_sum_p(blocks)));
  CHECK(back.estimate == Approx(-shift.estimate));
  REQUIRE(shift.interval);
  REQUIRE(back.interval);
  CHECK(back.interval->low == Approx(-shift.interval->high));
  CHECK(back.interval->high == Approx(-shift.interval->low));
}

TEST_CASE("equal values inside blocks do not differ, for sure", "[reports][stats]") {
  const std::vector<Block> blocks(6, Block{{5, 5}, {5, 5}});

  CHECK(block_rank_sum_p(blocks) == 1);
  CHECK(block_shift(blocks, 0.9).estimate == 0);
  CHECK(block_shift(blocks, 0.9).interval == Interval{0, 0});
}

TEST_CASE("too few blocks have a shift and no interval", "[reports][stats]") {
  // Two blocks of two and two: the extremes have 1 chance in 36, 90 % need one in 20.
  CHECK(block_shift(separated_blocks(1), 0.9).estimate == 2);
  CHECK(block_shift(separated_blocks(1), 0.9).interval == std::nullopt);
  CHECK(block_shift(separated_blocks(2), 0.9).interval == Interval{1, 3});
  CHECK(block_shift(separated_blocks(2), 0.95).interval == std::nullopt);
}

TEST_CASE("the interval inside drifting blocks covers the true shift as often as it says",
          "[reports][stats]") {
  std::mt19937_64 random(8);
  constexpr int rounds = 1000;
  int covered = 0;
  for (int round = 0; round < rounds; ++round) {
    const Interval interval = *block_shift(drifting_blocks(random, 6, 0.05), 0.9).interval;
    covered += interval.low <= 0.05 && 0.05 <= interval.high ? 1 : 0;
  }

  UNSCOPED_INFO("covered in " << covered << " of " << rounds);
  CHECK(covered >= rounds * 0.885);
  CHECK(covered <= rounds * 0.96);
}

TEST_CASE("many blocks have about the p-value and the interval that enumeration would give",
          "[reports][stats]") {
  constexpr std::size_t count = 26;  // one more than are exact
  std::mt19937_64 random(9);
  for (const double shift : {0.0, 0.004, 0.008, 0.012}) {
    const std::vector<Block> blocks = drifting_blocks(random, count, shift);
    const double exact = convolved_p(blocks);
    CAPTURE(shift, exact);

    // The normal distribution has the longer tail: where it errs, it errs to the safe side.
    CHECK(block_rank_sum_p(blocks) == Approx(exact).epsilon(exact > 0.01 ? 0.02 : 0.5));
    CHECK(block_rank_sum_p(blocks) > exact * 0.98);
    for (const double confidence : {0.5, 0.9, 0.98}) {
      const Interval interval = block_shift(blocks, confidence).interval.value();
      const std::vector<double> differences = sorted_differences(blocks);
      const auto low = std::find(differences.begin(), differences.end(), interval.low);
      const auto below = static_cast<double>(low - differences.begin() + 1);
      CHECK(below == Approx(exact_differences_below(count, (1 - confidence) / 2)).margin(1));
      CHECK(interval.high == *(differences.end() - static_cast<std::ptrdiff_t>(below)));
    }
  }
}

TEST_CASE("blocks just few enough to be exact are", "[reports][stats]") {
  std::mt19937_64 random(10);
  const std::vector<Block> blocks = drifting_blocks(random, 25, 0.005);

  CHECK(block_rank_sum_p(blocks) == Approx(convolved_p(blocks)).epsilon(1e-9));
}

TEST_CASE("however many blocks there are, and however large, p is above 0 and there is an interval",
          "[reports][stats]") {
  std::mt19937_64 random(11);
  const auto [count, size, smallest] = GENERATE(table<std::size_t, std::size_t, double>(
      {{40, 2, 1.99 / std::pow(6, 40)}, {450, 2, 1e-320}, {5000, 2, 1e-320}, {1, 500, 1e-320}}));
  CAPTURE(count, size);
  std::vector<Block> separated;
  for (std::size_t i = 0; i < count; ++i) {
    separated.push_back({launch_times(random, size, 1, 0.01), launch_times(random, size, 2, 0.01)});
  }

  const double p = block_rank_sum_p(separated);

  CHECK(p > 0);
  CHECK(p < 1e-9);
  CHECK(p >= smallest_block_rank_sum_p(separated));
  CHECK(smallest_block_rank_sum_p(separated) >= smallest);
  const Shift shift = block_shift(separated, 0.9);
  CHECK(shift.estimate == Approx(1).margin(0.01));
  REQUIRE(shift.interval);
  CHECK(shift.interval->low <= shift.estimate);
  CHECK(shift.interval->high >= shift.estimate);
  CHECK(shift.interval->high - shift.interval->low < 0.03);
}

TEST_CASE("equal values in many blocks do not differ", "[reports][stats]") {
  const std::vector<Block> blocks(100, Block{{5, 5}, {5, 5}});

  CHECK(block_rank_sum_p(blocks) == 1);
  CHECK(block_shift(blocks, 0.9).interval == Interval{0, 0});
}

TEST_CASE("a confidence that the blocks cannot reach gives no interval, and any useful one does",
          "[reports][stats]") {
  const std::size_t count = GENERATE(1u, 2u, 6u, 25u, 26u, 500u);
  const std::vector<Block> blocks = separated_blocks(count);
  for (const double confidence : {1.0, 1 - 1e-16, 1 - 1e-4, 0.9999, 0.98, 0.9, 0.5, 0.1, 1e-300}) {
    CAPTURE(count, confidence);
    // The extreme labelling has one chance in 6^count, on either side.
    const double least_tail = std::pow(6.0, -static_cast<double>(count));
    const bool is_reached = confidence < 1 && (1 - confidence) / 2 * (1 + 1e-9) >= least_tail;
    const Shift shift = block_shift(blocks, confidence);

    CHECK(shift.estimate == 2);
    if (count <= 25 || confidence <= 0.9999) {
      REQUIRE(shift.interval.has_value() == is_reached);
    }
    if (shift.interval) {
      CHECK(shift.interval->low <= 2);
      CHECK(shift.interval->high >= 2);
    }
  }
}

TEST_CASE("two samples of one value each have an interval at no useful confidence",
          "[reports][stats]") {
  const std::vector<Block> blocks = {{{1}, {3}}};

  CHECK(block_shift(blocks, 0.9).interval == std::nullopt);
  CHECK(block_shift(blocks, 1e-300).interval == Interval{2, 2});
}

}  // namespace reports
