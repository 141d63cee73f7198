// SPDX-License-Identifier: MIT
//
// Slow drift: whether a series tends upwards or downwards, and how steeply.
#pragma once

#include <optional>
#include <span>

#include "reports/model/interval.h"

namespace reports {

/// Up to so many values without ties the distribution below is exact; beyond, and with ties, it is
/// the normal approximation with corrections for continuity and ties.
constexpr std::size_t exact_mann_kendall_limit = 50;

/// The p-value of the two-sided test of "every order of these values was equally likely", by
/// Kendall's S: the pairs that rise less the pairs that fall. Neighbours that depend on each other
/// make it too small.
///
/// Source: Mann, "Nonparametric tests against trend", Econometrica 13 (1945); Kendall, "Rank
/// correlation methods" (1975), §4.4 for ties and §4.7 for continuity.
double mann_kendall_p(std::span<const double> values);

struct Slope {
  double estimate = 0;
  std::optional<Interval> interval;  ///< nothing if there are too few values for the confidence
};

/// The median of the slopes between any two values, and the interval of slopes that the test above
/// does not reject. `times` ascend and are as many as the values, at least two.
///
/// Source: Sen, "Estimates of the regression coefficient based on Kendall's tau", Journal of the
/// American Statistical Association 63 (1968).
Slope theil_sen(std::span<const double> times, std::span<const double> values, double confidence);

}  // namespace reports
