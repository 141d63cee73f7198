// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <vector>

namespace reports {

/// How the sum of `count` ranks is distributed when every choice of that many among `ranks` is
/// equally likely: the null distribution of the rank-sum statistic, exactly, ties included.
///
/// Source: the count of choices by size and sum is the recursion of Mann & Whitney, "On a test of
/// whether one of two random variables is stochastically larger than the other", Annals of
/// Mathematical Statistics 18 (1947), eq. 3, over any ranks as in Streitberg & Röhmel, "Exact
/// distributions for permutation and rank tests", Statistical Software Newsletter 12 (1986).
/// The counts are exact in a double up to 25 of 50 ranks: C(50, 25) < 2^53.
class RankSumDistribution {
 public:
  /// `ranks` are whole and not negative; 0 <= count <= ranks.size().
  RankSumDistribution(std::span<const int> ranks, int count);

  /// Makes it the distribution of the sum of its own rank sum and of `other`, where the choices are
  /// made independently. Each chance keeps a relative error of some 1e-16 for each term.
  void add_independent(const RankSumDistribution& other);

  /// P(sum <= limit).
  double at_most(int limit) const;

  /// P(|sum - center| >= distance), for tests on both sides.
  double at_least_so_far_from(double center, double distance) const;

 private:
  std::vector<double> choices_;  ///< by sum; multiples of a count after add_independent()
  double all_choices_ = 0;
};

struct RankSumMoments {
  double mean = 0;
  double variance = 0;
};

/// Those of the same sum, exactly, ties included: drawing without replacement (Lehmann,
/// "Nonparametrics" (1975), appendix, §4).
RankSumMoments rank_sum_moments(std::span<const int> ranks, int count);

/// P(|sum - mean| >= distance) if the sum of doubled ranks were normal, with a correction for
/// continuity: without ties such sums are 2 apart. 1 if all ranks are equal.
double approximate_rank_sum_p(double distance, const RankSumMoments& moments);

/// 1, 2, ... size: the ranks of a sample without ties.
std::vector<int> untied_ranks(int size);

}  // namespace reports
