// SPDX-License-Identifier: MIT
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace layoutcheck {

struct Rule;

/// Which rules judge.
class RuleSelection {
 public:
  /// Those that are on by default.
  RuleSelection() = default;

  /// Changes the selection as one entry of `checks` says: `name` adds a rule, `-name` removes one.
  /// Returns what is wrong with the entry, or nothing.
  std::string change(std::string_view entry);

  bool has(const Rule& rule) const;

 private:
  std::set<std::string, std::less<>> added_;
  std::set<std::string, std::less<>> removed_;
};

}  // namespace layoutcheck
