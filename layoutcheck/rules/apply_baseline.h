// SPDX-License-Identifier: MIT
#pragma once

#include "layoutcheck/model/baseline.h"
#include "layoutcheck/rules/check.h"

namespace layoutcheck {

/// Marks the violations that the baseline knows; they no longer fail. What is unknown or was not
/// checked stays so. Entries that this run should have met and did not are added as findings of
/// the rule stale-suppression: those of its target, line sizes, rules and types.
void apply_baseline(const Baseline& baseline, const CheckInput& input, CheckResult& result);

}  // namespace layoutcheck
