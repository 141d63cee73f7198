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

/// Each change in words, the fields first: "'Order::qty' moved from 24 to 32, from line 0 to line
/// 0"; "size 64 -> 72 needs a second line". Lines count from an object that begins on one.
std::vector<std::string> describe(const LayoutChange& change, std::uint64_t line_bytes);

/// Like describe, but at most `most` changes of fields, and how many more there are.
std::vector<std::string> describe_briefly(const LayoutChange& change, std::uint64_t line_bytes,
                                          std::size_t most);

}  // namespace layoutcheck
