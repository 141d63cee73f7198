// SPDX-License-Identifier: MIT
#pragma once

namespace reports {

struct Interval {
  double low = 0;
  double high = 0;

  friend bool operator==(const Interval&, const Interval&) = default;
};

}  // namespace reports
