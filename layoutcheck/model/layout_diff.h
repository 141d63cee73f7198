// SPDX-License-Identifier: MIT
//
// Two sets of layouts side by side: two revisions, two locks, two dumps.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "layoutcheck/model/layout_change.h"

namespace layoutcheck {

struct TargetLayouts {
  std::uint64_t line_bytes = 64;
  std::vector<TypeLayout> types;
};

struct LayoutSet {
  std::string name;                              ///< as the user calls it
  std::map<std::string, TargetLayouts> targets;  ///< by triple
  std::vector<std::string> gaps = {};            ///< what could not be read, and why
  std::vector<std::string> notes = {};           ///< what is odd and leaves no gap
};

struct TargetDiff {
  std::string triple_before;  ///< empty if only the other set has the target
  std::string triple_after;
  std::uint64_t line_bytes = 64;
  std::vector<TypeLayout> added;  ///< by name, as are the others
  std::vector<TypeLayout> removed;
  std::vector<LayoutChange> changed;
  std::size_t same = 0;

  bool differs() const { return !added.empty() || !removed.empty() || !changed.empty(); }
  std::size_t types() const { return added.size() + removed.size() + changed.size() + same; }
};

struct LayoutDiff {
  std::string before;
  std::string after;
  std::vector<TargetDiff> targets;
  std::vector<std::string> gaps;  ///< what could not be read of either set: types may be missing
  std::vector<std::string> notes;

  bool differs() const;
  std::size_t types() const;
};

/// Types go by name; of several with one name, those that are alike go together. Two sets of one
/// target each are compared even if the targets are not the same.
LayoutDiff compare(const LayoutSet& before, const LayoutSet& after);

}  // namespace layoutcheck
