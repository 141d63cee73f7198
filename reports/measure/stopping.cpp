// SPDX-License-Identifier: MIT
#include "reports/measure/stopping.h"

#include <algorithm>

namespace reports {

std::vector<Look> planned_looks(int launches, bool stop_early) {
  const int blocks = launches / 2;
  const int first = std::max(4, (2 * blocks + 2) / 3);
  if (!stop_early || first >= blocks) return {{blocks, 1}};
  return {{first, 0.2}, {blocks, 0.8}};
}

bool could_more_launches_decide(const Comparison& comparison) {
  const auto& rows = comparison.benchmarks;
  return std::any_of(rows.begin(), rows.end(), [](const BenchmarkComparison& row) {
    return row.verdict == Verdict::inconclusive && row.launches_needed && !row.allowed;
  });
}

}  // namespace reports
