// SPDX-License-Identifier: MIT
//
// The sentences that every output for people ends with.
#pragma once

#include <string>
#include <vector>

#include "reports/model/comparison.h"

namespace reports {

/// "judged 8 of 10: 1 regressed, 7 no change; 1 inconclusive, 1 not run (1 allowed)".
std::string show_counts(const Comparison& comparison);

/// What the reader can do about each kind of row that fails the gate. Plain text without input.
std::vector<std::string> next_steps(const Comparison& comparison);

/// What the verdicts rest on: margin, floors, false discovery rate.
std::string show_rule(const Comparison& comparison);

/// The reason of a row, with the launches that it needs.
std::string show_reason(const BenchmarkComparison& row);

/// The numbers of a row and its reason in one sentence.
std::string show_measurement(const BenchmarkComparison& row);

/// "; needs 12 to 40 launches a side", or one number if both are the same.
std::string show_needed_launches(int fewest, int most);

}  // namespace reports
