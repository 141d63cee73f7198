// SPDX-License-Identifier: MIT
#pragma once

#include "reports/model/interval.h"

namespace reports {

/// Whether a shift is proved to be smaller than the margin: its 90 % interval lies strictly between
/// -margin and +margin, which is two one-sided tests at 5 % each.
///
/// Source: Schuirmann, "A comparison of the two one-sided tests procedure and the power approach
/// for assessing the equivalence of average bioavailability", Journal of Pharmacokinetics and
/// Biopharmaceutics 15 (1987).
constexpr bool is_equivalent(const Interval& interval_90, double margin) {
  return -margin < interval_90.low && interval_90.high < margin;
}

}  // namespace reports
