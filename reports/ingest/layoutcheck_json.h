// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "reports/model/layout_facts.h"

namespace reports {

/// Reads what `layoutcheck check --format json` writes (schema_version 1). Throws Error, naming
/// `file`, for what is damaged, cut off, foreign or contradicts its own counts.
LayoutFacts read_layoutcheck_json(std::string bytes, const std::string& file);

}  // namespace reports
