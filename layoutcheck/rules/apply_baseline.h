// SPDX-License-Identifier: MIT
#pragma once

#include "layoutcheck/model/baseline.h"
#include "layoutcheck/rules/check.h"

namespace layoutcheck {

/// Marks the violations that the baseline knows; they no longer fail. Each entry covers one finding
/// that is not worse than it was, and none that says that a declaration checks nothing. What is
/// unknown or was not checked stays so. Entries that this run should have met and did not are added
/// as findings of the rule stale-suppression: those of its target, line sizes, rules and types.
void apply_baseline(const Baseline& baseline, const CheckInput& input, CheckResult& result);

}  // namespace layoutcheck
