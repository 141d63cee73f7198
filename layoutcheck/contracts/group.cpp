// SPDX-License-Identifier: MIT
#include "layoutcheck/contracts/group.h"

#include <algorithm>

namespace layoutcheck {
namespace {

bool has_roles(const Group& group) {
  return !group.written_by.empty() || !group.read_by.empty();
}

bool is_written(const Group& group) {
  return !has_roles(group) || !group.written_by.empty();
}

/// Whether `writer` may disturb somebody in `users`.
bool disturbs(const std::string& writer, const std::set<std::string>& users) {
  return std::any_of(users.begin(), users.end(),
                     [&](const std::string& user) { return writer != user || writer == "*"; });
}

bool writes_what_others_use(const Group& one, const Group& other) {
  return std::any_of(one.written_by.begin(), one.written_by.end(), [&](const std::string& writer) {
    return disturbs(writer, other.written_by) || disturbs(writer, other.read_by);
  });
}

bool disturb_each_other(const Group& one, const Group& other) {
  if (!has_roles(one) || !has_roles(other)) return is_written(one) || is_written(other);
  return writes_what_others_use(one, other) || writes_what_others_use(other, one);
}

std::string list(const std::set<std::string>& roles) {
  std::string text;
  for (const std::string& role : roles) text += (text.empty() ? "" : ", ") + role;
  return text;
}

std::string names_of_roles(const Terms& terms) {
  std::string text;
  if (!terms.written_by.empty()) text = "written by " + list(terms.written_by);
  if (terms.read_by.empty()) return text;
  return text + (text.empty() ? "" : "; ") + "read by " + list(terms.read_by);
}

}  // namespace

std::optional<Group> group_of(const Terms& terms, const std::string& path) {
  const bool isolated = terms.isolated || terms.isolated_elements;
  Group group{path, GroupKind::written, false, terms.written_by, terms.read_by};
  if (isolated) group.kind = GroupKind::isolated;
  if (terms.read_mostly) group.kind = GroupKind::read_mostly;
  if (terms.cold) group.kind = GroupKind::cold;

  const std::string name = terms.read_mostly ? "read_mostly"
                           : terms.cold      ? "cold"
                                             : terms.group.value_or("");
  if (!name.empty()) {
    group.name = name;
    group.named = true;
  } else if (!isolated) {
    if (!terms.has_roles()) return std::nullopt;
    group.name = names_of_roles(terms);
  }
  return group;
}

std::string Group::standing() const {
  switch (kind) {
    case GroupKind::written:
      return named ? "group " + name : name;
    case GroupKind::read_mostly:
      return "read-mostly";
    case GroupKind::cold:
      return "cold";
    case GroupKind::isolated:
      return "isolated";
  }
  return {};
}

Conflict conflict(const Group& one, const Group& other) {
  const auto either = [&](GroupKind kind) { return one.kind == kind || other.kind == kind; };
  if (either(GroupKind::isolated)) return Conflict::writers;
  if (one.kind == GroupKind::written && other.kind == GroupKind::written) {
    return disturb_each_other(one, other) ? Conflict::writers : Conflict::none;
  }
  if (!either(GroupKind::written)) return Conflict::none;  // read-mostly beside cold
  if (!is_written(one.kind == GroupKind::written ? one : other)) return Conflict::none;
  return either(GroupKind::cold) ? Conflict::cold : Conflict::read_mostly;
}

}  // namespace layoutcheck
