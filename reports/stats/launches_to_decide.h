// SPDX-License-Identifier: MIT
//
// How many launches a side would decide, planned from the launches there are. A plan, not a
// promise: it takes the estimate for the truth, and the interval to shrink with the square root of
// the launches (Hollander, Wolfe & Chicken (2014), §4.1, sample size).
#pragma once

#include <optional>

namespace reports {

/// More launches than this are no plan but a sign that the question is badly put.
constexpr int most_launches_to_plan = 1000;

/// What the launches so far say, on the scale of the estimate (logarithms of ratios).
struct Evidence {
  int launches = 0;       ///< on the smaller side
  double estimate = 0;    ///< of the shift
  double half_width = 0;  ///< of its interval
  double tail = 0.05;     ///< that the interval may miss on each side; 0.05 is a 90 % interval
};

/// Until the 90 % interval fits between -margin and +margin. Nothing if the estimate is not inside.
std::optional<int> launches_to_prove_no_change(const Evidence& evidence, double margin);

/// Until the rank-sum test reaches p <= needed_p. Nothing if the estimate is 0.
std::optional<int> launches_to_prove_change(const Evidence& evidence, double needed_p);

}  // namespace reports
