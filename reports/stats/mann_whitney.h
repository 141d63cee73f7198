// SPDX-License-Identifier: MIT
#pragma once

#include <span>

namespace reports {

/// Up to so many values in both samples together the p-value is exact, ties included; beyond it is
/// the normal approximation with corrections for continuity and ties.
constexpr int exact_mann_whitney_limit = 50;

/// The p-value of the two-sided Mann-Whitney test of "both samples come from one distribution".
/// Ties get mid-ranks, and the permutation distribution of those very mid-ranks decides:
/// p = P(|W - E(W)| >= |w - E(W)|). Neither sample is empty.
///
/// Source: Mann & Whitney (1947); ties as in Lehmann, "Nonparametrics" (1975), §1.4; the
/// approximation as in Hollander, Wolfe & Chicken, "Nonparametric Statistical Methods" (2014),
/// §4.1.
double mann_whitney_p(std::span<const double> left, std::span<const double> right);

/// The smallest p-value that samples of these sizes can reach: 2 / C(left + right, left), when
/// every value of one lies below every value of the other. Above 0 for whatever sizes.
double smallest_mann_whitney_p(int left, int right);

}  // namespace reports
