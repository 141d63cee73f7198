// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "layoutcheck/model/layout_diff.h"

namespace layoutcheck {

/// How layouts differ, as diff.schema.json describes it.
std::string diff_json(const LayoutDiff& diff);

}  // namespace layoutcheck
