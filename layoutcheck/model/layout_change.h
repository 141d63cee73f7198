// SPDX-License-Identifier: MIT
//
// What became of one type between two layouts, told by the paths of its fields.
#pragma once

#include <string>
#include <vector>

#include "layoutcheck/model/type_layout.h"

namespace layoutcheck {

/// A field that both layouts have.
struct KeptField {
  FieldLayout before;
  FieldLayout after;
};

struct LayoutChange {
  TypeLayout before;
  TypeLayout after;
  std::vector<FieldLayout> added;    ///< by offset
  std::vector<FieldLayout> removed;  ///< by offset
  std::vector<KeptField> kept;       ///< by offset before

  bool members_changed() const;               ///< a field came, went, or changed its group
  bool order_changed() const;                 ///< the fields, in order of offset, have other names
  bool grew(std::uint64_t line_bytes) const;  ///< in bytes, or in lines at least or at most
  /// Any size, alignment or offset, or a field that came or went. Groups do not count.
  bool bytes_changed() const;
};

LayoutChange compare(const TypeLayout& before, const TypeLayout& after);

/// Each change of a field in words: "'Order::qty' moved from 24 to 32, from line 0 to line 0" if
/// `scope` is "Order::". Lines count from an object that begins on one.
std::vector<std::string> describe_fields(const LayoutChange& change, std::uint64_t line_bytes,
                                         const std::string& scope);

/// What became of size, lines and alignment: "size 64 -> 72 needs a second line".
std::vector<std::string> describe_whole(const LayoutChange& change, std::uint64_t line_bytes);

}  // namespace layoutcheck
