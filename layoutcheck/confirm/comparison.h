// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include "layoutcheck/model/confirmation.h"

namespace layoutcheck {

/// Where debug information places something else than clang: size, offsets of members and bases,
/// sizes of bit-fields. Virtual bases and unnamed bit-fields are not in debug information.
std::vector<LayoutDifference> differences(const Record& ours, const Record& theirs);

/// How many numbers that compares.
std::size_t compared_numbers(const Record& theirs);

}  // namespace layoutcheck
