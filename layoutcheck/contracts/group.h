// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <set>
#include <string>

#include "layoutcheck/contracts/terms.h"

namespace layoutcheck {

/// What its fields have in common: somebody writes them, they are read often and hardly ever
/// written, they are hardly ever touched, or they want no company at all.
enum class GroupKind { written, read_mostly, cold, isolated };

/// Fields that may share a line with each other. A name means the same group throughout an object:
/// in its bases, its members and their members.
struct Group {
  std::string name;
  GroupKind kind = GroupKind::written;
  bool named = true;  ///< false: `name` is the path of an isolated field, or tells the roles
  std::set<std::string> written_by;  ///< of all its fields; no roles at all: anybody writes
  std::set<std::string> read_by;

  /// For messages: "group producer", "read-mostly", "isolated".
  std::string standing() const;
};

/// The group of the field at `path`, if its terms put it in one.
std::optional<Group> group_of(const Terms& terms, const std::string& path);

/// Why two groups must be apart.
enum class Conflict { none, writers, read_mostly, cold };

/// Groups without roles are written by anybody. With roles, F and G conflict exactly if somebody
/// writes one of them while somebody else uses the other; the role `*` is never the same thread
/// twice. An isolated group conflicts with every other one.
Conflict conflict(const Group& one, const Group& other);

}  // namespace layoutcheck
