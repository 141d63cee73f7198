// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <span>

namespace reports {

/// Where a series that is known to change its level once most likely does: how many values stand
/// before the change, if the values' absolute deviations from the median of their side are to add
/// up to least. Both sides have at least `least_segment` values, which the series can afford.
///
/// Source: Bai, "Least absolute deviation estimation of a shift", Econometric Theory 11 (1995).
std::size_t least_deviation_split(std::span<const double> series, std::size_t least_segment);

}  // namespace reports
