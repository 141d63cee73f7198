// SPDX-License-Identifier: MIT
//
// Two samples that were taken in turn, in blocks: what one block differs from the next by (a
// machine that drifts) says nothing, and only comparisons inside a block count.
#pragma once

#include <span>
#include <vector>

#include "reports/stats/shift.h"

namespace reports {

/// What was measured close together, in an order drawn at random. Neither side is empty.
struct Block {
  std::vector<double> left;
  std::vector<double> right;
};

/// Up to so many values in all blocks together, and up to exact_mann_whitney_limit in each, the
/// distributions are exact, which takes 20 ms at most. Beyond it is the normal
/// approximation, with the exact mean and variance over all labellings and a correction for
/// continuity, which takes no longer than sorting.
constexpr std::size_t exact_block_rank_sum_limit = 100;

/// The p-value of the two-sided test of "inside each block the labels left and right are
/// exchangeable", which a random order makes true of equal programs whatever the machine does. Each
/// block is moved so that its median is 0; the statistic is the sum of the mid-ranks that `right`
/// then has among all values. Its distribution is that of all labellings within the blocks, ties
/// included, by convolution of the blocks. There is at least one block.
///
/// An exact chance carries a relative error of some 1e-16 for each block. An approximate one is no
/// smaller than smallest_block_rank_sum_p().
///
/// Source: Hodges & Lehmann, "Rank methods for combination of independent experiments in analysis
/// of variance", Annals of Mathematical Statistics 33 (1962): ranks after alignment. Ranks inside
/// each block alone (van Elteren 1960) see much less in blocks as small as two and two.
double block_rank_sum_p(std::span<const Block> blocks);

/// The smallest p-value that blocks of these sizes can reach; 2 / 6^k for k blocks of 2 and 2.
/// Where sides differ in size, ranks may lie so that half of it is reached. Above 0 for whatever
/// number of blocks.
double smallest_block_rank_sum_p(std::span<const Block> blocks);

/// The median of the differences right - left inside the blocks, and an interval of shifts between
/// two of those differences, with at least the given confidence, which is in (0, 1]. The interval
/// holds the shifts that the sum of the rank sums inside the blocks does not reject (van Elteren,
/// "On the combination of independent two sample tests of Wilcoxon", Bulletin of the International
/// Statistical Institute 37 (1960)), since ranks after alignment would change with every shift.
Shift block_shift(std::span<const Block> blocks, double confidence);

/// Its estimate alone, in a fraction of the time.
double block_shift_estimate(std::span<const Block> blocks);

}  // namespace reports
