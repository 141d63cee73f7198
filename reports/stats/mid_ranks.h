// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace reports {

/// Twice the rank of each value among all of them, in their order: equal values share the mean of
/// their ranks, and twice a mean of ranks is a whole number.
std::vector<int> doubled_mid_ranks(std::span<const double> values);

/// How many values are equal, for each distinct value in ascending order: the t of corrections for
/// ties.
std::vector<std::size_t> tie_sizes(std::span<const double> values);

}  // namespace reports
