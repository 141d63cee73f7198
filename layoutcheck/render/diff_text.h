// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "layoutcheck/model/layout_diff.h"

namespace layoutcheck {

/// "grown", "shrunk" or "changed".
std::string kind_of_change(const LayoutChange& change);

/// All that became of a type in words, its fields first, the bytes in none of them last.
std::vector<std::string> all_changes(const LayoutChange& change, std::uint64_t line_bytes);

/// "x86_64-pc-linux-gnu", or two of them with an arrow.
std::string target_in_words(const TargetDiff& target);

/// "compared 12 types for x86_64-pc-linux-gnu: 1 changed, 1 added, 1 removed, 9 the same".
std::string count_in_words(const TargetDiff& target);

/// How layouts differ, for people: type by type, what could not be read, and the counts.
std::string diff_text(const LayoutDiff& diff);

}  // namespace layoutcheck
