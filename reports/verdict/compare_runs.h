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
/// Launches of one `reports measure` are compared inside their blocks, others as two sets.
///
/// Times are judged against what `control` says of the machine: its noise is part of the margin,
/// and where it failed, no time is judged. A control that is missing or stale leaves the rows their
/// verdicts, and takes them away from the gate: the comparison is INCONCLUSIVE.
///
/// The margin is symmetric on logarithms: 5 % means a ratio between 1/1.05 and 1.05, so that
/// swapping the sides swaps the verdicts.
Comparison compare_runs(const Run& base, const Run& candidate, const Parameters& parameters,
                        const Control& control = {});

}  // namespace reports
