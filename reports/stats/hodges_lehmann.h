// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <span>

#include "reports/model/interval.h"

namespace reports {

/// By how much `right` lies above `left`, and the interval of shifts that the rank-sum test does
/// not reject.
struct Shift {
  double estimate = 0;
  /// Nothing if the samples are too small for the confidence asked, however far apart they are.
  std::optional<Interval> interval;
};

/// The median of all differences right[j] - left[i], and the distribution-free interval between two
/// of those differences that covers the true shift with at least the given confidence, for
/// continuous distributions; with ties it covers at least as often. On logarithms of times, a shift
/// is the logarithm of a ratio. Neither sample is empty.
///
/// Source: Hodges & Lehmann, "Estimates of location based on rank tests", Annals of Mathematical
/// Statistics 34 (1963); the interval as in Hollander, Wolfe & Chicken (2014), §4.3, eq. 4.25.
Shift hodges_lehmann(std::span<const double> left, std::span<const double> right,
                     double confidence);

}  // namespace reports
