// SPDX-License-Identifier: MIT
#pragma once

#include <span>

#include "reports/stats/shift.h"

namespace reports {

/// The median of all differences right[j] - left[i], and the distribution-free interval between two
/// of those differences that covers the true shift with at least the given confidence, for
/// continuous distributions; with ties it covers at least as often. On logarithms of times, a shift
/// is the logarithm of a ratio. Neither sample is empty; the confidence is in (0, 1].
///
/// Source: Hodges & Lehmann, "Estimates of location based on rank tests", Annals of Mathematical
/// Statistics 34 (1963); the interval as in Hollander, Wolfe & Chicken (2014), §4.3, eq. 4.25.
Shift hodges_lehmann(std::span<const double> left, std::span<const double> right,
                     double confidence);

/// Its estimate alone, in a fraction of the time.
double hodges_lehmann_shift(std::span<const double> left, std::span<const double> right);

}  // namespace reports
