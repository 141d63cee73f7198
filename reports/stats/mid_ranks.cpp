// SPDX-License-Identifier: MIT
#include "reports/stats/mid_ranks.h"

#include <algorithm>

namespace reports {
namespace {

std::vector<double> sorted(std::span<const double> values) {
  std::vector<double> copy(values.begin(), values.end());
  std::sort(copy.begin(), copy.end());
  return copy;
}

}  // namespace

std::vector<int> doubled_mid_ranks(std::span<const double> values) {
  const std::vector<double> ascending = sorted(values);
  std::vector<int> ranks;
  ranks.reserve(values.size());
  for (const double value : values) {
    const auto [first, last] = std::equal_range(ascending.begin(), ascending.end(), value);
    // Ranks first+1 ... last, so twice their mean is first + last + 1.
    ranks.push_back(static_cast<int>((first - ascending.begin()) + (last - ascending.begin()) + 1));
  }
  return ranks;
}

std::vector<std::size_t> tie_sizes(std::span<const double> values) {
  const std::vector<double> ascending = sorted(values);
  std::vector<std::size_t> sizes;
  for (auto first = ascending.begin(); first != ascending.end();) {
    const auto last = std::upper_bound(first, ascending.end(), *first);
    sizes.push_back(static_cast<std::size_t>(last - first));
    first = last;
  }
  return sizes;
}

}  // namespace reports
