// SPDX-License-Identifier: MIT
#include "reports/stats/rank_sum_distribution.h"

#include <algorithm>
#include <boost/math/distributions/normal.hpp>
#include <cassert>
#include <cmath>
#include <functional>
#include <numeric>

namespace reports {
namespace {

/// No choice of `count` ranks sums to more.
std::size_t largest_sum(std::span<const int> ranks, int count) {
  std::vector<int> sorted(ranks.begin(), ranks.end());
  std::sort(sorted.begin(), sorted.end(), std::greater<>());
  return static_cast<std::size_t>(std::accumulate(sorted.begin(), sorted.begin() + count, 0));
}

}  // namespace

RankSumDistribution::RankSumDistribution(std::span<const int> ranks, int count) {
  assert(count >= 0 && static_cast<std::size_t>(count) <= ranks.size());
  const std::size_t sums = largest_sum(ranks, count) + 1;
  const auto chosen_at_most = static_cast<std::size_t>(count);

  // table[chosen][sum]; going down in `chosen` lets every rank be taken once at most.
  std::vector<std::vector<double>> table(chosen_at_most + 1, std::vector<double>(sums, 0.0));
  table[0][0] = 1;
  for (const int rank : ranks) {
    const auto step = static_cast<std::size_t>(rank);
    for (std::size_t chosen = chosen_at_most; chosen > 0; --chosen) {
      for (std::size_t sum = step; sum < sums; ++sum) {
        table[chosen][sum] += table[chosen - 1][sum - step];
      }
    }
  }
  choices_ = std::move(table.back());
  all_choices_ = std::accumulate(choices_.begin(), choices_.end(), 0.0);
}

void RankSumDistribution::add_independent(const RankSumDistribution& other) {
  std::vector<double> together(choices_.size() + other.choices_.size() - 1, 0.0);
  for (std::size_t sum = 0; sum < other.choices_.size(); ++sum) {
    // Chances instead of counts: products of counts would outgrow a double.
    const double chance = other.choices_[sum] / other.all_choices_;
    if (chance == 0) continue;
    for (std::size_t own = 0; own < choices_.size(); ++own) {
      together[own + sum] += chance * choices_[own];
    }
  }
  choices_ = std::move(together);
}

double RankSumDistribution::at_most(int limit) const {
  if (limit < 0) return 0;
  const std::size_t end = std::min(choices_.size(), static_cast<std::size_t>(limit) + 1);
  const auto last = choices_.begin() + static_cast<std::ptrdiff_t>(end);
  return std::accumulate(choices_.begin(), last, 0.0) / all_choices_;
}

double RankSumDistribution::at_least_so_far_from(double center, double distance) const {
  constexpr double rounding = 1e-6;  // sums are whole, so that this joins no two of them
  double far = 0;
  for (std::size_t sum = 0; sum < choices_.size(); ++sum) {
    if (std::abs(static_cast<double>(sum) - center) >= distance - rounding) far += choices_[sum];
  }
  return far / all_choices_;
}

RankSumMoments rank_sum_moments(std::span<const int> ranks, int count) {
  const auto size = static_cast<double>(ranks.size());
  const double mean = std::accumulate(ranks.begin(), ranks.end(), 0.0) / size;
  double squares = 0;
  for (const int rank : ranks) squares += (rank - mean) * (rank - mean);
  const double without_replacement = size > 1 ? (size - count) / (size - 1) : 0;
  return {count * mean, count * squares / size * without_replacement};
}

double approximate_rank_sum_p(double distance, const RankSumMoments& moments) {
  if (moments.variance <= 0) return 1;
  const double z = std::max(0.0, distance - 1) / std::sqrt(moments.variance);
  return 2 * cdf(complement(boost::math::normal(), z));
}

std::vector<int> untied_ranks(int size) {
  std::vector<int> ranks(static_cast<std::size_t>(size));
  std::iota(ranks.begin(), ranks.end(), 1);
  return ranks;
}

}  // namespace reports
