// SPDX-License-Identifier: MIT
#include "reports/stats/mann_whitney.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>
#include <numeric>
#include <vector>

#include "reports/stats/mid_ranks.h"
#include "reports/stats/rank_sum_distribution.h"

namespace reports {

double mann_whitney_p(std::span<const double> left, std::span<const double> right) {
  assert(!left.empty() && !right.empty());
  const auto left_size = static_cast<int>(left.size());
  const auto size = static_cast<int>(left.size() + right.size());
  std::vector<double> pooled(left.begin(), left.end());
  pooled.insert(pooled.end(), right.begin(), right.end());
  const std::vector<int> ranks = doubled_mid_ranks(pooled);
  const double sum = std::accumulate(ranks.begin(), ranks.begin() + left_size, 0.0);
  const RankSumMoments moments = rank_sum_moments(ranks, left_size);
  const double distance = std::abs(sum - moments.mean);

  if (size <= exact_mann_whitney_limit) {
    return RankSumDistribution(ranks, left_size).at_least_so_far_from(moments.mean, distance);
  }
  return std::max(smallest_mann_whitney_p(left_size, size - left_size),
                  approximate_rank_sum_p(distance, moments));
}

double smallest_mann_whitney_p(int left, int right) {
  double choices = 1;
  for (int i = 1; i <= left; ++i) choices *= static_cast<double>(right + i) / i;
  return std::clamp(2 / choices, std::numeric_limits<double>::min(), 1.0);
}

}  // namespace reports
