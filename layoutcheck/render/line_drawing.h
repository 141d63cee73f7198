// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "layoutcheck/model/finding.h"

namespace layoutcheck {

/// The line of the witness, byte by byte, and the next one if the field reaches into it; and a
/// legend. A cell is one byte of a line of up to 64, more of a longer one. Empty without a witness.
std::vector<std::string> draw_lines(const Finding& finding);

}  // namespace layoutcheck
