// SPDX-License-Identifier: MIT
//
// The sentences that every output for people ends with.
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <vector>

#include "reports/model/comparison.h"

namespace reports {

/// What to do about a comparison: a sentence, and if it ends in a colon the command that does it,
/// in pieces that belong on one line each.
struct NextStep {
  std::string text;
  std::vector<std::string> command = {};
};

/// "judged 8 of 10: 1 regressed, 7 no change; 1 inconclusive, 1 not run (1 allowed)".
std::string show_counts(const Comparison& comparison);

/// The processes of each side whose instructions were counted.
std::array<std::size_t, 2> count_processes(const Comparison& comparison);

/// What the reader can do about each kind of row that fails the gate. Only commands hold input.
std::vector<NextStep> next_steps(const Comparison& comparison);

/// What the verdicts rest on: margins, floors, false discovery rate.
std::string show_rule(const Comparison& comparison);

/// Everything doubtful: the warnings, and the counters that only one side reports.
std::vector<std::string> show_warnings(const Comparison& comparison);

/// Whether the numbers gave the row a verdict on which a disarmed gate does not act.
bool is_held_back(const Comparison& comparison, const BenchmarkComparison& row);

/// "REGRESSED", or what a disarmed gate makes of it.
std::string show_verdict(const Comparison& comparison, const BenchmarkComparison& row);

/// The reason of a row, with the launches that it needs.
std::string show_reason(const BenchmarkComparison& row);

/// The numbers of a row and its reason in one sentence.
std::string show_measurement(const BenchmarkComparison& row);

/// "; needs 12 to 40 launches a side", or one number if both are the same.
std::string show_needed_launches(int fewest, int most);

}  // namespace reports
