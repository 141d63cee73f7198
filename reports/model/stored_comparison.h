// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "reports/model/comparison.h"
#include "reports/model/interval.h"

namespace reports {

/// One row of comparison.json, as far as a sanity report needs it.
struct StoredDifference {
  std::string name;
  std::string metric;
  std::optional<double> ratio;  ///< new / base
  std::optional<Interval> interval;
  std::size_t launches_base = 0;
  std::size_t launches_new = 0;
  Verdict verdict = Verdict::not_run;
  std::string reason;
  bool allowed = false;  ///< by `compare --allow`, to have no verdict
};

struct StoredComparison {
  Verdict verdict = Verdict::not_run;
  std::vector<StoredDifference> benchmarks;
  std::vector<std::string> warnings;
};

}  // namespace reports
