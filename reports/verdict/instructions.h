// SPDX-License-Identifier: MIT
//
// What one operation executes, as callgrind counts it. Such counts say nothing about time, caches
// or contention, and are never shown as a time.
#pragma once

#include <vector>

#include "reports/model/comparison.h"
#include "reports/model/run.h"

namespace reports {

/// A difference of instruction counts matters if both are reached. They are a convention of ours:
/// counts that repeat exactly need no statistics, but an unrelated change, of how a compiler
/// arranges code or of a library's start, moves them a little.
constexpr double instruction_margin = 0.01;
constexpr double instruction_floor = 5;  ///< of one operation

/// One row for each benchmark of either run's instruction totals, in BASE's order and then NEW's,
/// with (Ir_2N - Ir_N) / N: what N operations more executed, free of all that happens once. N is
/// the largest for which both sides have 2N too.
///
/// - NOT RUN: only one side has it, or it failed, or N or 2N is missing, or it has threads:
///   callgrind runs one at a time, so that what they execute while they wait means nothing.
/// - INCONCLUSIVE: totals that should repeat do not, or there is only one of them.
/// - REGRESSED, IMPROVED: by the margin and the floor at least; else NO CHANGE.
std::vector<BenchmarkComparison> compare_instructions(const Run& base, const Run& candidate);

}  // namespace reports
