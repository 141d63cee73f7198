// SPDX-License-Identifier: MIT
#pragma once

#include <optional>

#include "reports/model/interval.h"

namespace reports {

/// By how much one sample lies above another, and the interval of shifts that the rank-sum test
/// does not reject.
struct Shift {
  double estimate = 0;
  /// Nothing if the samples are too small for the confidence asked, however far apart they are.
  std::optional<Interval> interval;
};

}  // namespace reports
