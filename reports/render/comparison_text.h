// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "reports/model/comparison.h"

namespace reports {

/// For a terminal of 100 columns, a screen and a half of it at most: what does not fit is counted,
/// and long words lose their middle. Only the command to type next is as long as it must be.
std::string render_comparison_text(const Comparison& comparison);

}  // namespace reports
