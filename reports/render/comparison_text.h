// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "reports/model/comparison.h"

namespace reports {

/// For a terminal of 100 columns, by family. Of many benchmarks, those that regressed, improved or
/// did not run are always shown, then the largest differences; what does not fit the screen is
/// counted.
std::string render_comparison_text(const Comparison& comparison);

}  // namespace reports
