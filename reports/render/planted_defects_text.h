// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "reports/model/planted_defect.h"

namespace reports {

/// One line for each kind of damage, the names of what passed, and a last line with the outcome.
std::string render_planted_defects_text(const std::vector<PlantedDefect>& defects);

}  // namespace reports
