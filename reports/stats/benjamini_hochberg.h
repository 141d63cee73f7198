// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <vector>

namespace reports {

/// The q-value of each p-value, in the same order: the smallest false discovery rate at which that
/// hypothesis is rejected together with its family. Rejecting all with q <= 0.05 keeps the expected
/// share of false ones among the rejected at 5 % at most.
///
/// Source: Benjamini & Hochberg, "Controlling the false discovery rate", Journal of the Royal
/// Statistical Society B 57 (1995), procedure (1).
std::vector<double> benjamini_hochberg(std::span<const double> p_values);

/// The largest family in which one hypothesis alone can still be rejected: with more, not even
/// `smallest_p` reaches the rate.
int largest_family(double smallest_p, double rate);

}  // namespace reports
