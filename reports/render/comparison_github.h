// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "reports/model/comparison.h"

namespace reports {

/// Annotations for a GitHub workflow: an error for each row that fails the gate, the warnings, and
/// a notice with the counts. The job summary is what `--format markdown=$GITHUB_STEP_SUMMARY`
/// writes.
///
/// Source: GitHub's documentation, "Workflow commands for GitHub Actions".
std::string render_comparison_github(const Comparison& comparison);

}  // namespace reports
