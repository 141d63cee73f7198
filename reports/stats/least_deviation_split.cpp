// SPDX-License-Identifier: MIT
#include "reports/stats/least_deviation_split.h"

#include <algorithm>
#include <cassert>
#include <functional>
#include <queue>
#include <vector>

namespace reports {
namespace {

/// The sum of absolute deviations from the median of all values so far: what the upper half adds
/// up to less the lower half.
class RunningDeviation {
 public:
  void add(double value) {
    if (low_.empty() || value <= low_.top()) {
      low_.push(value);
      low_sum_ += value;
    } else {
      high_.push(value);
      high_sum_ += value;
    }
    if (low_.size() > high_.size() + 1) move_top(low_, low_sum_, high_, high_sum_);
    if (high_.size() > low_.size()) move_top(high_, high_sum_, low_, low_sum_);
  }

  double sum() const {
    const double middle = low_.size() > high_.size() ? low_.top() : 0;
    return high_sum_ - (low_sum_ - middle);
  }

 private:
  template <typename From, typename To>
  static void move_top(From& from, double& from_sum, To& to, double& to_sum) {
    const double value = from.top();
    from.pop();
    from_sum -= value;
    to.push(value);
    to_sum += value;
  }

  std::priority_queue<double> low_;
  std::priority_queue<double, std::vector<double>, std::greater<>> high_;
  double low_sum_ = 0;
  double high_sum_ = 0;
};

}  // namespace

std::size_t least_deviation_split(std::span<const double> series, std::size_t least_segment) {
  assert(least_segment >= 1 && series.size() >= 2 * least_segment);
  std::vector<double> deviations(series.size() + 1, 0.0);  // by the size of the left side
  RunningDeviation left;
  for (std::size_t i = 0; i < series.size(); ++i) {
    left.add(series[i]);
    deviations[i + 1] += left.sum();
  }
  RunningDeviation right;
  for (std::size_t i = series.size(); i > 0; --i) {
    right.add(series[i - 1]);
    deviations[i - 1] += right.sum();
  }
  const auto first = deviations.begin() + static_cast<std::ptrdiff_t>(least_segment);
  const auto last = deviations.end() - static_cast<std::ptrdiff_t>(least_segment);
  return static_cast<std::size_t>(std::min_element(first, last) - deviations.begin());
}

}  // namespace reports
