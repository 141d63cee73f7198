// SPDX-License-Identifier: MIT
#include "reports/stats/mann_whitney.h"

#include <algorithm>
#include <boost/math/distributions/normal.hpp>
#include <cassert>
#include <cmath>
#include <cstdlib>
#include <numeric>
#include <vector>

#include "reports/stats/rank_sum_distribution.h"

namespace reports {
namespace {

/// Twice the mid-ranks of the pooled samples, which are whole numbers, `left` first.
struct PooledRanks {
  std::vector<int> doubled;
  double tie_term = 0;  ///< sum of t^3 - t over the groups of t equal values
};

PooledRanks pooled_ranks(std::span<const double> left, std::span<const double> right) {
  std::vector<double> values(left.begin(), left.end());
  values.insert(values.end(), right.begin(), right.end());
  std::vector<double> sorted = values;
  std::sort(sorted.begin(), sorted.end());

  PooledRanks ranks;
  for (const double value : values) {
    const auto [first, last] = std::equal_range(sorted.begin(), sorted.end(), value);
    // Ranks first+1 ... last, so twice their mean is first + last + 1.
    ranks.doubled.push_back(static_cast<int>((first - sorted.begin()) + (last - sorted.begin())) +
                            1);
    const auto equal = static_cast<double>(last - first);
    ranks.tie_term += equal * equal - 1;  // each of `equal` values adds its share of t^3 - t
  }
  return ranks;
}

double approximate_p(double distance, double left, double right, double tie_term) {
  const double size = left + right;
  const double variance = left * right / 12 * (size + 1 - tie_term / (size * (size - 1)));
  if (variance <= 0) return 1;  // all values are equal
  const double z = std::max(0.0, distance - 0.5) / std::sqrt(variance);
  return 2 * cdf(complement(boost::math::normal(), z));
}

}  // namespace

double mann_whitney_p(std::span<const double> left, std::span<const double> right) {
  assert(!left.empty() && !right.empty());
  const auto left_size = static_cast<int>(left.size());
  const auto size = static_cast<int>(left.size() + right.size());
  const PooledRanks ranks = pooled_ranks(left, right);
  const int sum = std::accumulate(ranks.doubled.begin(), ranks.doubled.begin() + left_size, 0);
  const int expected = left_size * (size + 1);  // doubled, as the ranks are
  const int distance = std::abs(sum - expected);

  if (size > exact_mann_whitney_limit) {
    return approximate_p(distance / 2.0, left_size, size - left_size, ranks.tie_term);
  }
  return RankSumDistribution(ranks.doubled, left_size).at_least_so_far_from(expected, distance);
}

double smallest_mann_whitney_p(int left, int right) {
  double choices = 1;
  for (int i = 1; i <= left; ++i) choices *= static_cast<double>(right + i) / i;
  return std::min(1.0, 2 / choices);
}

}  // namespace reports
