// SPDX-License-Identifier: MIT
//
// The rules that turn two runs into verdicts. The numbers come from stats/; what is decided here
// is which benchmarks may be judged at all, and what their numbers mean together.
#pragma once

#include "reports/model/comparison.h"
#include "reports/model/run.h"

namespace reports {

/// Compares by name, in BASE's order and then NEW's. Every benchmark of either run has its row.
///
/// - NOT RUN: only one side has it, or it failed in any launch or is missing from one.
/// - REGRESSED, IMPROVED: q <= the false discovery rate, over everything judged, and the ratio lies
///   at or beyond the margin.
/// - NO CHANGE: the 90 % interval of the ratio lies inside the margin.
/// - INCONCLUSIVE: everything else, and whatever must not be judged: too few launches, unlike
///   machines, a CPU that was shared with somebody.
///
/// The margin is symmetric on logarithms: 5 % means a ratio between 1/1.05 and 1.05, so that
/// swapping the sides swaps the verdicts.
Comparison compare_runs(const Run& base, const Run& candidate, const Parameters& parameters);

}  // namespace reports
