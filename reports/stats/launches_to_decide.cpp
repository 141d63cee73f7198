// SPDX-License-Identifier: MIT
#include "reports/stats/launches_to_decide.h"

#include <algorithm>
#include <boost/math/distributions/normal.hpp>
#include <cmath>

#include "reports/stats/mann_whitney.h"

namespace reports {
namespace {

double upper_quantile(double tail) {
  return quantile(complement(boost::math::normal(), tail));
}

std::optional<int> scaled(int launches, double factor) {
  const double needed = std::ceil(launches * factor);
  if (!(needed <= most_launches_to_plan)) return std::nullopt;
  return std::max(launches + 1, static_cast<int>(needed));
}

}  // namespace

std::optional<int> launches_to_prove_no_change(const Evidence& evidence, double margin) {
  const double room = margin - std::abs(evidence.estimate);
  if (room <= 0) return std::nullopt;
  const double half_width =
      evidence.half_width * upper_quantile(0.05) / upper_quantile(evidence.tail);
  return scaled(evidence.launches, std::pow(half_width / room, 2));
}

std::optional<int> launches_to_prove_change(const Evidence& evidence, double needed_p) {
  if (evidence.estimate == 0) return std::nullopt;
  const double deviation = evidence.half_width / upper_quantile(evidence.tail);
  const double factor = upper_quantile(needed_p / 2) * deviation / std::abs(evidence.estimate);
  std::optional<int> launches = scaled(evidence.launches, factor * factor);
  // However small the spread, so many are needed before the test can answer at all.
  while (launches && smallest_mann_whitney_p(*launches, *launches) > needed_p) ++*launches;
  return launches;
}

}  // namespace reports
