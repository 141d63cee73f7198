// SPDX-License-Identifier: MIT
#include "layoutcheck/contracts/contract.h"

#include <algorithm>

namespace layoutcheck {

bool Scope::is_part_of(std::size_t field, std::size_t whole) const {
  for (std::optional<std::size_t> at = field; at; at = fields[*at].parent) {
    if (*at == whole) return true;
  }
  return false;
}

bool Scope::are_alternatives(std::size_t one, std::size_t other) const {
  // Climb from `one` to the first field that also holds `other`; what was below it on both sides
  // are its members, and they are alternatives if they belong to a union.
  for (std::size_t below = one; fields[below].parent; below = *fields[below].parent) {
    if (is_part_of(other, below)) return false;
    if (is_part_of(other, *fields[below].parent)) return fields[below].union_member;
  }
  return false;
}

std::optional<std::size_t> Scope::group_of(std::size_t field) const {
  for (std::optional<std::size_t> at = field; at; at = fields[*at].parent) {
    if (fields[*at].group) return fields[*at].group;
  }
  return std::nullopt;
}

bool lies_in(const std::string& path, const std::string& whole) {
  if (whole.empty() || path == whole) return true;
  return path.starts_with(whole) &&
         std::string_view(".[:").find(path[whole.size()]) != std::string_view::npos;
}

const BoundPermission* Contract::permission_to_share(std::size_t group, const std::string& path,
                                                     std::size_t other_group,
                                                     const std::string& other_path) const {
  const auto covers = [&](const BoundPermission& permission) {
    const bool meant = (permission.group == group && permission.other_group == other_group) ||
                       (permission.group == other_group && permission.other_group == group);
    const auto holds = [&](const std::string& field) {
      return std::any_of(permission.paths.begin(), permission.paths.end(),
                         [&](const std::string& object) { return lies_in(field, object); });
    };
    return meant && holds(path) && holds(other_path);
  };
  const auto found = std::find_if(permissions.begin(), permissions.end(), covers);
  return found == permissions.end() ? nullptr : &*found;
}

}  // namespace layoutcheck
