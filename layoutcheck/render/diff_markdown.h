// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "layoutcheck/model/layout_diff.h"

namespace layoutcheck {

/// How layouts differ, for a pull request: a table of types, with the fields of each folded below.
/// Names stay names, whatever characters they have.
std::string diff_markdown(const LayoutDiff& diff);

}  // namespace layoutcheck
