// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "reports/model/comparison.h"

namespace reports {

/// For a pull request: one line if nothing changed, a table of what did, and the rest folded away.
std::string render_comparison_markdown(const Comparison& comparison);

}  // namespace reports
