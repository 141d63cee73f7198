// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "layoutcheck/model/baseline.h"

namespace layoutcheck {

/// Reads the violations that `check --format json` wrote. What the source allows is not among
/// them, nor are stale suppressions: both must be found anew. Throws Error.
Baseline read_baseline(const std::string& text, const std::string& file);

}  // namespace layoutcheck
