// SPDX-License-Identifier: MIT
#include "reports/stats/benjamini_hochberg.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace reports {

std::vector<double> benjamini_hochberg(std::span<const double> p_values) {
  std::vector<std::size_t> order(p_values.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(),
            [&](std::size_t a, std::size_t b) { return p_values[a] < p_values[b]; });

  // From the largest down: a hypothesis is rejected whenever a larger one is.
  std::vector<double> q_values(p_values.size());
  double smallest = 1;
  for (std::size_t rank = order.size(); rank > 0; --rank) {
    const std::size_t index = order[rank - 1];
    const double scaled =
        p_values[index] * static_cast<double>(p_values.size()) / static_cast<double>(rank);
    smallest = std::min(smallest, scaled);
    q_values[index] = smallest;
  }
  return q_values;
}

int largest_family(double smallest_p, double rate) {
  constexpr int most = std::numeric_limits<int>::max();
  const double family = std::floor(rate / smallest_p);
  return family >= most ? most : static_cast<int>(family);
}

}  // namespace reports
