// SPDX-License-Identifier: MIT
//
// Where the level of a series of measurements changed for good: at which value, by how much, and
// how likely chance alone would have made a change look as clear as that.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace reports {

struct ChangePointOptions {
  /// Of the seed alone, and of the values, depends what is found: say, a hash of the series' name.
  std::uint64_t seed = 0;
  double largest_p = 0.001;  ///< below 1
  /// Smaller shifts matter to nobody. 0.02 on logarithms of times is 2 %.
  double least_shift = 0.02;
  /// Values on either side of a change. Four in a row are the fewest that three outliers in a row
  /// cannot imitate: they are a minority of any half of a longer segment, and no majority of four
  /// ranks can be as unlikely as `largest_p`.
  std::size_t least_segment = 4;
  /// p-values are not below 1 / (1 + this). Correcting over many series needs more.
  int most_permutations = 1999;
};

struct ChangePoint {
  std::size_t index = 0;   ///< of the first value of the new level
  double p = 1;            ///< of the best split between the changes before and after this one
  double shift = 0;        ///< Hodges-Lehmann, from the level before to the level after
  std::size_t before = 0;  ///< values since the change before, or since the beginning
  std::size_t after = 0;   ///< values up to the next change, or to the end: few are a suspicion
};

/// The changes of level of a series of finite values, in order. Between each and its neighbours,
/// p <= largest_p and the shift is at least least_shift in size.
///
/// The statistic of a stretch is the largest standardised rank sum over all splits that leave
/// least_segment values on both sides (Pettitt, "A non-parametric approach to the change-point
/// problem", Applied Statistics 28 (1979), with each split on its own scale). Its p-value is that
/// of this whole choice among splits, by permutation of the stretch, which is exact for
/// exchangeable values, however skewed or spiky; permutations end early where chance does as well
/// ten times (Besag & Clifford, "Sequential Monte Carlo p-values", Biometrika 78 (1991)).
///
/// The change is placed where absolute deviations from the two levels are least: ranks tell well
/// that there is a change, and less well where. Further ones are sought on both sides (binary
/// segmentation: Vostrikova, "Detecting 'disorder' in multidimensional random processes", Soviet
/// Mathematics Doklady 24 (1981)). Then each is tested again between its neighbours, moved or
/// dropped, until all hold.
///
/// Neighbours that depend on each other would make p too small. So in these tests the statistic is
/// divided by sqrt((1 + r) / (1 - r)), by which a first-order autoregression widens the spread of
/// means (Bayley & Hammersley, "The 'effective' number of independent observations in an
/// autocorrelated time series", Supplement to the Journal of the Royal Statistical Society 8
/// (1946)); r is the autocorrelation of the ranks inside the levels, where it is positive.
std::vector<ChangePoint> change_points(std::span<const double> series,
                                       const ChangePointOptions& options);

}  // namespace reports
