// SPDX-License-Identifier: MIT
#include "layoutcheck/model/name_pattern.h"

#include <algorithm>
#include <string>

namespace layoutcheck {
namespace {

std::string without_blanks(std::string_view text) {
  std::string kept(text);
  std::erase(kept, ' ');
  return kept;
}

/// What is left of a name without its outermost scope; empty if it has none.
std::string_view without_outer_scope(std::string_view name) {
  int depth = 0;
  for (std::size_t index = 0; index + 1 < name.size(); ++index) {
    if (name[index] == '<' || name[index] == '(') ++depth;
    if (name[index] == '>' || name[index] == ')') --depth;
    if (depth == 0 && name[index] == ':' && name[index + 1] == ':') return name.substr(index + 2);
  }
  return {};
}

}  // namespace

std::string without_template_arguments(std::string_view name) {
  std::string kept;
  int depth = 0;
  for (const char character : name) {
    if (character == '<') ++depth;
    if (depth == 0) kept += character;
    if (character == '>') --depth;
  }
  return kept;
}

/// On a mismatch, goes back to the last `*` and lets it take one character more. Earlier ones need
/// no second try: what they took already is the shortest that fits.
bool glob_matches(std::string_view pattern, std::string_view text) {
  std::size_t p = 0, t = 0;
  std::size_t star = std::string_view::npos, star_end = 0;
  while (t < text.size()) {
    if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      star_end = t;
    } else if (p < pattern.size() && (pattern[p] == '?' || pattern[p] == text[t])) {
      ++p;
      ++t;
    } else if (star != std::string_view::npos) {
      p = star + 1;
      t = ++star_end;
    } else {
      return false;
    }
  }
  return pattern.find_first_not_of('*', p) == std::string_view::npos;
}

bool name_matches(std::string_view pattern, std::string_view name) {
  const std::string wanted = without_blanks(pattern);
  const bool any_arguments = wanted.find('<') == std::string::npos;
  const std::string given =
      without_blanks(any_arguments ? without_template_arguments(name) : std::string(name));
  for (std::string_view rest = given; !rest.empty(); rest = without_outer_scope(rest)) {
    if (glob_matches(wanted, rest)) return true;
  }
  return false;
}

bool matches_any(const std::vector<std::string>& patterns, std::string_view name) {
  return std::any_of(patterns.begin(), patterns.end(),
                     [&](const std::string& pattern) { return name_matches(pattern, name); });
}

}  // namespace layoutcheck
