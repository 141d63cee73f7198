// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include "reports/model/comparison.h"
#include "reports/verdict/benchmark_pair.h"

namespace reports {

/// One row for each exact counter that a benchmark of both sides reports in any launch. Such
/// counters (allocations, bytes) come out the same in every launch, so that one launch is enough
/// and more is REGRESSED, less is IMPROVED, by however little.
///
/// NOT RUN if launches of a side lack it; INCONCLUSIVE if launches of a side, or the
/// repetitions in one of them, disagree.
std::vector<BenchmarkComparison> compare_exact_counters(const BenchmarkPair& pair,
                                                        const Parameters& parameters);

}  // namespace reports
