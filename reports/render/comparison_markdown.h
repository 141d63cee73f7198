// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "reports/model/comparison.h"

namespace reports {

/// For a pull request: one line if nothing changed, a table of what did, and the rest folded away.
/// Fits GitHub's 65 536 characters of a comment: at most 60 rows of what changed and 100 of what
/// did not, and fewer if they are long; the others are counted.
std::string render_comparison_markdown(const Comparison& comparison);

}  // namespace reports
