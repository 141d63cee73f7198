// SPDX-License-Identifier: MIT
//
// layout.lock: the layouts that must not change unnoticed, and how much of each is meant.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "layoutcheck/model/type_layout.h"

namespace layoutcheck {

/// What of a locked type must stay: its fields and their groups; its size and its lines, which may
/// shrink; the order of its fields; every size, alignment and offset.
enum class LockMode { members, no_grow, order, exact };

/// "members", "no-grow", "order", "exact".
std::string_view word(LockMode mode);
std::optional<LockMode> lock_mode(std::string_view word);

struct LockedType {
  TypeLayout layout;  ///< located where it stands in the file
  LockMode mode = LockMode::members;
  std::string reason = {};                                ///< of the last change
  std::optional<std::uint64_t> previous_size_bytes = {};  ///< before that change

  friend bool operator==(const LockedType&, const LockedType&) = default;
};

struct TargetLock {
  std::uint64_t line_bytes = 64;            ///< of a diff of locks; a check has its own
  std::map<std::string, LockedType> types;  ///< by name

  friend bool operator==(const TargetLock&, const TargetLock&) = default;
};

struct LayoutLock {
  std::string file;
  std::map<std::string, TargetLock> targets;  ///< by triple

  friend bool operator==(const LayoutLock&, const LayoutLock&) = default;
};

/// Reads the text of a lock. Throws Error with the line if it is damaged, has a key that is not
/// known, or locks nothing.
LayoutLock read_lock(const std::string& text, const std::string& file);

/// The file's text: YAML, sorted, the same for the same lock.
std::string write_lock(const LayoutLock& lock);

/// What `layout` breaks of `locked`, in words; nothing if it keeps all that the mode asks for.
/// Lines are those of each of `line_sizes`, which must not be empty.
std::optional<std::string> broken(const LockedType& locked, const TypeLayout& layout,
                                  const std::vector<std::uint64_t>& line_sizes);

}  // namespace layoutcheck
