// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "reports/model/comparison.h"

namespace reports {

/// The whole comparison for programs; README.md lists the names. What is unknown is null.
std::string render_comparison_json(const Comparison& comparison);

}  // namespace reports
