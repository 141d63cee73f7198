// SPDX-License-Identifier: MIT
#include "reports/stats/hodges_lehmann.h"

#include <algorithm>
#include <boost/math/distributions/normal.hpp>
#include <cassert>
#include <cmath>
#include <vector>

#include "reports/stats/mann_whitney.h"
#include "reports/stats/median.h"
#include "reports/stats/rank_sum_distribution.h"

namespace reports {
namespace {

/// How many of the smallest differences lie below the interval: the largest c for which
/// P(U <= c - 1) <= tail, where U is the rank sum without its smallest possible value.
int differences_below(int left, int right, double tail) {
  const int smallest_sum = left * (left + 1) / 2;
  if (left + right > exact_mann_whitney_limit) {
    const double pairs = static_cast<double>(left) * right;
    const double deviation = std::sqrt(pairs * (left + right + 1) / 12);
    const double z = quantile(complement(boost::math::normal(), tail));
    return static_cast<int>(std::floor(pairs / 2 - z * deviation));
  }
  const RankSumDistribution sums(untied_ranks(left + right), left);
  // 90 % leave a tail of 0.05 less a rounding error, and 1 of 20 choices is not more than that.
  const double tail_rounded_up = tail * (1 + 1e-9);
  int below = 0;
  while (sums.at_most(smallest_sum + below) <= tail_rounded_up) ++below;
  return below;
}

}  // namespace

Shift hodges_lehmann(std::span<const double> left, std::span<const double> right,
                     double confidence) {
  assert(!left.empty() && !right.empty() && confidence > 0 && confidence < 1);
  std::vector<double> differences;
  differences.reserve(left.size() * right.size());
  for (const double low : left) {
    for (const double high : right) differences.push_back(high - low);
  }
  std::sort(differences.begin(), differences.end());

  Shift shift;
  shift.estimate = median(differences);
  const int below = differences_below(static_cast<int>(left.size()), static_cast<int>(right.size()),
                                      (1 - confidence) / 2);
  if (below >= 1) {
    const auto first = static_cast<std::size_t>(below) - 1;
    shift.interval = Interval{differences[first], differences[differences.size() - 1 - first]};
  }
  return shift;
}

}  // namespace reports
