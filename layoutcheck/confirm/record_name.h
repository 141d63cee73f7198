// SPDX-License-Identifier: MIT
//
// g++ and clang name one record differently:
//   std::vector<long unsigned int, std::allocator<long unsigned int> >, char const*
//   std::vector<unsigned long>, const char *
#pragma once

#include <string>

namespace layoutcheck {

/// Blanks gone, `const` behind what it qualifies, built-in types and unnamed things as clang spells
/// them.
std::string normalized_name(std::string name);

/// Whether two normalized names are one, except that `clang` may leave out trailing template
/// arguments, which must then be defaults.
bool same_but_for_defaults(const std::string& gcc, const std::string& clang);

}  // namespace layoutcheck
