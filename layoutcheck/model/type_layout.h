// SPDX-License-Identifier: MIT
//
// A layout as people compare it: by the names of fields, however deep they lie.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "layoutcheck/model/flatten.h"

namespace layoutcheck {

/// A field whose own fields, if it has any, are not looked at.
struct FieldLayout {
  std::string path;
  std::uint64_t offset_bits = 0;
  std::uint64_t size_bits = 0;
  bool bit_field = false;
  std::string group = {};  ///< empty if it is in none

  friend bool operator==(const FieldLayout&, const FieldLayout&) = default;
};

struct TypeLayout {
  std::string name;
  std::uint64_t size_bytes = 0;
  std::uint64_t align_bytes = 1;
  std::vector<FieldLayout> fields;  ///< by offset
  SourceLocation location = {};     ///< of the type, or of what says so of it

  friend bool operator==(const TypeLayout&, const TypeLayout&) = default;
};

/// The layout of a record. Members are followed to what has no members, but into types of the
/// system's headers only if the record itself is one: how std::atomic names its inside is nobody's
/// promise. An array is a field, followed by those of its first element, as element_fields() has
/// them. `group_by_path` names the group of each path that has one.
TypeLayout type_layout(const Program& program, const Record& record,
                       const std::map<std::string, std::string>& group_by_path);

/// The fields of an array's first element, as "entries[].key" in an object of type `outer`; none if
/// `placed` is no array of records, or of records that type_layout() does not look into.
std::vector<FieldLayout> element_fields(const Program& program, const Record& outer,
                                        const PlacedMember& placed);

/// The bits of the object that are in none of its fields.
std::uint64_t unused_bits(const TypeLayout& layout);

/// The lines that an object of that size touches at least: it begins on one.
std::uint64_t fewest_lines(const TypeLayout& layout, std::uint64_t line_bytes);

/// The lines that it touches at most, wherever its alignment lets it begin.
std::uint64_t most_lines(const TypeLayout& layout, std::uint64_t line_bytes);

}  // namespace layoutcheck
