// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "reports/model/stored_comparison.h"

namespace reports {

/// Reads what `reports compare --format json` writes. Throws Error, naming `file`, for what is
/// damaged, cut off, foreign or says a verdict that this program does not know.
StoredComparison read_comparison_json(std::string bytes, const std::string& file);

}  // namespace reports
