// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "reports/model/comparison.h"

namespace reports {

/// Annotations for a GitHub workflow: an error for each row that fails the gate, regressions first,
/// the warnings, among them regressions on which a disarmed gate does not act, and a notice with
/// the counts. GitHub shows ten of each a step; of more the last says how many. The job summary is
/// what `--format markdown=$GITHUB_STEP_SUMMARY`
/// writes.
///
/// Source: GitHub's documentation, "Workflow commands for GitHub Actions".
std::string render_comparison_github(const Comparison& comparison);

}  // namespace reports
