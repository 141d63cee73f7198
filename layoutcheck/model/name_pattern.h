// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace layoutcheck {

/// `net::Ring::Node` for `net::Ring<int>::Node`.
std::string without_template_arguments(std::string_view name);

/// `*` stands for any characters, also for none, and `?` for one.
bool glob_matches(std::string_view pattern, std::string_view text);

/// Whether a user who writes `pattern` means the record called `name`.
///
/// A glob, as above. The pattern may leave out outer scopes (`Ring<int>` is also `net::Ring<int>`),
/// and template arguments altogether (`net::Ring` is every instantiation of it). Blanks do not
/// count.
bool name_matches(std::string_view pattern, std::string_view name);

/// Whether one of the patterns means it.
bool matches_any(const std::vector<std::string>& patterns, std::string_view name);

}  // namespace layoutcheck
