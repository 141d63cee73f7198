// SPDX-License-Identifier: MIT
#include "reports/stats/block_rank_sum.h"

#include <algorithm>
#include <boost/math/distributions/normal.hpp>
#include <cassert>
#include <cmath>
#include <limits>
#include <numeric>

#include "reports/stats/mann_whitney.h"
#include "reports/stats/median.h"
#include "reports/stats/mid_ranks.h"
#include "reports/stats/rank_sum_distribution.h"

namespace reports {
namespace {

int size_of(const std::vector<double>& side) {
  return static_cast<int>(side.size());
}

std::size_t size_of(const Block& block) {
  return block.left.size() + block.right.size();
}

bool are_few_enough_to_be_exact(std::span<const Block> blocks) {
  std::size_t values = 0;
  for (const Block& block : blocks) {
    if (size_of(block) > exact_mann_whitney_limit) return false;
    values += size_of(block);
  }
  return values <= exact_block_rank_sum_limit;
}

/// Twice the ranks that the values have among those of all blocks, once each block is moved so that
/// its median is 0. By block, `right` first.
std::vector<std::vector<int>> doubled_aligned_ranks(std::span<const Block> blocks) {
  std::vector<double> aligned;
  for (const Block& block : blocks) {
    assert(!block.left.empty() && !block.right.empty());
    std::vector<double> values = block.right;
    values.insert(values.end(), block.left.begin(), block.left.end());
    const double middle = median(values);
    for (const double value : values) aligned.push_back(value - middle);
  }
  const std::vector<int> ranks = doubled_mid_ranks(aligned);
  std::vector<std::vector<int>> by_block;
  auto first = ranks.begin();
  for (const Block& block : blocks) {
    const auto last = first + static_cast<std::ptrdiff_t>(size_of(block));
    by_block.emplace_back(first, last);
    first = last;
  }
  return by_block;
}

/// The ranks that the values of each block have inside it if there are no ties.
std::vector<std::vector<int>> untied_ranks_inside(std::span<const Block> blocks) {
  std::vector<std::vector<int>> by_block;
  for (const Block& block : blocks) {
    by_block.push_back(untied_ranks(static_cast<int>(size_of(block))));
  }
  return by_block;
}

/// How the sum over all blocks is distributed: blocks are labelled independently of each other.
RankSumDistribution sum_over(std::span<const Block> blocks,
                             const std::vector<std::vector<int>>& ranks) {
  RankSumDistribution sums(ranks[0], size_of(blocks[0].right));
  for (std::size_t i = 1; i < blocks.size(); ++i) {
    sums.add_independent(RankSumDistribution(ranks[i], size_of(blocks[i].right)));
  }
  return sums;
}

RankSumMoments moments_over(std::span<const Block> blocks,
                            const std::vector<std::vector<int>>& ranks) {
  RankSumMoments sum;
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    const RankSumMoments moments = rank_sum_moments(ranks[i], size_of(blocks[i].right));
    sum.mean += moments.mean;
    sum.variance += moments.variance;
  }
  return sum;
}

double sum_of_right(std::span<const Block> blocks, const std::vector<std::vector<int>>& ranks) {
  double sum = 0;
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    sum = std::accumulate(ranks[i].begin(), ranks[i].begin() + size_of(blocks[i].right), sum);
  }
  return sum;
}

/// right - left of every pair inside a block.
std::vector<double> differences_inside(std::span<const Block> blocks) {
  std::vector<double> differences;
  for (const Block& block : blocks) {
    assert(!block.left.empty() && !block.right.empty());
    for (const double low : block.left) {
      for (const double high : block.right) differences.push_back(high - low);
    }
  }
  return differences;
}

/// How many of the smallest differences lie below the interval: the largest c for which
/// P(U <= c - 1) <= tail, where U is the number of pairs inside blocks in which `right` is larger.
int differences_below(std::span<const Block> blocks, double tail) {
  // 90 % leave a tail of 0.05 less a rounding error, and 1 of 20 choices is not more than that.
  const double tail_rounded_up = tail * (1 + 1e-9);
  if (tail_rounded_up < smallest_block_rank_sum_p(blocks) / 2) return 0;

  const std::vector<std::vector<int>> ranks = untied_ranks_inside(blocks);
  int smallest_sum = 0;  // of ranks, where U is 0
  for (const Block& block : blocks) {
    smallest_sum += size_of(block.right) * (size_of(block.right) + 1) / 2;
  }
  if (!are_few_enough_to_be_exact(blocks)) {
    const RankSumMoments moments = moments_over(blocks, ranks);
    const double z = quantile(complement(boost::math::normal(), tail));
    return static_cast<int>(
        std::floor(moments.mean - smallest_sum - z * std::sqrt(moments.variance)));
  }
  const RankSumDistribution sums = sum_over(blocks, ranks);
  int below = 0;
  while (sums.at_most(smallest_sum + below) <= tail_rounded_up) ++below;
  return below;
}

}  // namespace

double block_rank_sum_p(std::span<const Block> blocks) {
  assert(!blocks.empty());
  const std::vector<std::vector<int>> ranks = doubled_aligned_ranks(blocks);
  const RankSumMoments moments = moments_over(blocks, ranks);
  const double distance = std::abs(sum_of_right(blocks, ranks) - moments.mean);
  if (are_few_enough_to_be_exact(blocks)) {
    return std::min(1.0, sum_over(blocks, ranks).at_least_so_far_from(moments.mean, distance));
  }
  return std::max(smallest_block_rank_sum_p(blocks), approximate_rank_sum_p(distance, moments));
}

double smallest_block_rank_sum_p(std::span<const Block> blocks) {
  assert(!blocks.empty());
  double p = 2;
  for (const Block& block : blocks) {
    p *= smallest_mann_whitney_p(size_of(block.left), size_of(block.right)) / 2;
  }
  return std::max(std::numeric_limits<double>::min(), p);
}

Shift block_shift(std::span<const Block> blocks, double confidence) {
  assert(!blocks.empty() && confidence > 0 && confidence <= 1);
  std::vector<double> differences = differences_inside(blocks);
  std::sort(differences.begin(), differences.end());

  Shift shift;
  shift.estimate = median(differences);
  const int below = differences_below(blocks, (1 - confidence) / 2);
  if (below >= 1) {
    const auto first = static_cast<std::size_t>(below) - 1;
    shift.interval = Interval{differences[first], differences[differences.size() - 1 - first]};
  }
  return shift;
}

double block_shift_estimate(std::span<const Block> blocks) {
  assert(!blocks.empty());
  return median(differences_inside(blocks));
}

}  // namespace reports
