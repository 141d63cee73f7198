// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "layoutcheck/model/layout_diff.h"

namespace layoutcheck {

/// Reads the types that dump or check wrote as JSON, with the fields that have none of their own.
/// Throws Error if the text is damaged.
LayoutSet read_layouts(const std::string& text, const std::string& file);

}  // namespace layoutcheck
