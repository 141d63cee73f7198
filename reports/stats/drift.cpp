// SPDX-License-Identifier: MIT
#include "reports/stats/drift.h"

#include <algorithm>
#include <boost/math/distributions/normal.hpp>
#include <cassert>
#include <cmath>
#include <cstdlib>
#include <vector>

#include "reports/stats/median.h"
#include "reports/stats/mid_ranks.h"

namespace reports {
namespace {

/// The chances that so many of all pairs rise, in a random order without ties. Value number i + 1
/// lies above 0 ... i of those before it, each equally likely.
std::vector<double> rising_pairs_chances(std::size_t size) {
  std::vector<double> chances = {1};
  for (std::size_t before = 1; before < size; ++before) {
    std::vector<double> longer(chances.size() + before, 0.0);
    for (std::size_t pairs = 0; pairs < chances.size(); ++pairs) {
      for (std::size_t more = 0; more <= before; ++more) {
        longer[pairs + more] += chances[pairs] / static_cast<double>(before + 1);
      }
    }
    chances = std::move(longer);
  }
  return chances;
}

double exact_p(std::size_t size, std::ptrdiff_t score) {
  const std::vector<double> chances = rising_pairs_chances(size);
  const auto all_pairs = static_cast<std::ptrdiff_t>(chances.size()) - 1;
  double far = 0;
  for (std::ptrdiff_t rising = 0; rising <= all_pairs; ++rising) {
    if (std::abs(2 * rising - all_pairs) >= std::abs(score)) {
      far += chances[static_cast<std::size_t>(rising)];
    }
  }
  return std::min(1.0, far);
}

double score_variance(std::size_t size, const std::vector<std::size_t>& ties) {
  const auto term = [](std::size_t count) {
    const auto t = static_cast<double>(count);
    return t * (t - 1) * (2 * t + 5);
  };
  double sum = term(size);
  for (const std::size_t tie : ties) sum -= term(tie);
  return sum / 18;
}

/// How many of the smallest slopes lie below the interval: the largest c for which the chance of
/// at most c - 1 rising pairs is at most the tail.
std::ptrdiff_t slopes_below(std::size_t size, double tail) {
  if (size > exact_mann_kendall_limit) {
    const double pairs = static_cast<double>(size) * static_cast<double>(size - 1) / 2;
    const double z = quantile(complement(boost::math::normal(), tail));
    return static_cast<std::ptrdiff_t>(
        std::floor((pairs - z * std::sqrt(score_variance(size, {}))) / 2));
  }
  const double tail_rounded_up = tail * (1 + 1e-9);
  std::ptrdiff_t below = 0;
  double at_most = 0;
  for (const double chance : rising_pairs_chances(size)) {
    at_most += chance;
    if (at_most > tail_rounded_up) break;
    ++below;
  }
  return below;
}

}  // namespace

double mann_kendall_p(std::span<const double> values) {
  std::ptrdiff_t score = 0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    for (std::size_t j = i + 1; j < values.size(); ++j) {
      score += (values[j] > values[i] ? 1 : 0) - (values[j] < values[i] ? 1 : 0);
    }
  }
  const std::vector<std::size_t> ties = tie_sizes(values);
  if (ties.size() == values.size() && values.size() <= exact_mann_kendall_limit) {
    return exact_p(values.size(), score);
  }
  const double variance = score_variance(values.size(), ties);
  if (variance <= 0) return 1;  // all values are equal
  const double distance = std::max(0.0, std::abs(static_cast<double>(score)) - 1);
  return 2 * cdf(complement(boost::math::normal(), distance / std::sqrt(variance)));
}

Slope theil_sen(std::span<const double> times, std::span<const double> values, double confidence) {
  assert(times.size() == values.size() && values.size() >= 2);
  assert(confidence > 0 && confidence < 1);
  std::vector<double> slopes;
  for (std::size_t i = 0; i < values.size(); ++i) {
    for (std::size_t j = i + 1; j < values.size(); ++j) {
      slopes.push_back((values[j] - values[i]) / (times[j] - times[i]));
    }
  }
  std::sort(slopes.begin(), slopes.end());

  Slope slope;
  slope.estimate = median(slopes);
  const std::ptrdiff_t below = slopes_below(values.size(), (1 - confidence) / 2);
  if (below >= 1) {
    const auto first = static_cast<std::size_t>(below) - 1;
    slope.interval = Interval{slopes[first], slopes[slopes.size() - 1 - first]};
  }
  return slope;
}

}  // namespace reports
