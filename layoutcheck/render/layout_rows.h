// SPDX-License-Identifier: MIT
//
// A record as the list of things a reader sees from its first byte to its last.
#pragma once

#include <cstdint>
#include <vector>

#include "layoutcheck/model/program.h"

namespace layoutcheck {

/// One member, or one hole between members.
struct LayoutRow {
  const Member* member = nullptr;  ///< null for a hole
  std::uint64_t offset_bits = 0;   ///< from the start of the outermost record
  std::uint64_t size_bits = 0;
  unsigned depth = 0;     ///< 0 for the outermost record's own members
  bool expanded = false;  ///< its members follow, one level deeper
  bool tail = false;      ///< a hole that nothing follows in its record
};

/// The rows of `record` in order of offset. Members whose type has no name are always expanded, as
/// nothing else shows it; other members only if `expand`, and never atomics and arrays, which are
/// used as one.
std::vector<LayoutRow> layout_rows(const Program& program, const Record& record, bool expand);

}  // namespace layoutcheck
