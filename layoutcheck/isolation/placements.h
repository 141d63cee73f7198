// SPDX-License-Identifier: MIT
//
// Where an object, or an element of an array, can start: all that is ever assumed of an address.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "layoutcheck/model/repetition.h"

namespace layoutcheck {

/// It starts at a multiple of `align_bytes` plus one of `starts`. Every such address is possible,
/// and no other; addresses that differ by whole lines are one placement.
struct Placements {
  std::uint64_t line_bytes = 64;
  std::uint64_t align_bytes = 1;            ///< divides line_bytes
  std::vector<std::uint64_t> starts = {0};  ///< each below align_bytes, ascending
  std::uint64_t guard_lines = 0;            ///< whole lines that must lie between; see span_bytes

  /// (N + 1) L: what two lines with N guard lines between them span, without the second.
  std::uint64_t span_bytes() const { return (guard_lines + 1) * line_bytes; }

  friend bool operator==(const Placements&, const Placements&) = default;
};

/// Of an object on storage of that alignment, A = min(alignment, L): beyond the line size, more
/// alignment says no more. Both are powers of two. One guard line answers for processors that
/// fetch the adjacent line too.
Placements placements_of_object(std::uint64_t storage_align_bytes, std::uint64_t line_bytes,
                                std::uint64_t guard_lines = 0);

/// Of the elements of the innermost of some arrays, each within the elements of the one before it;
/// the first lies in the object. Without any it is the object itself.
Placements placements_of_element(Placements object, std::span<const Repetition> arrays);

}  // namespace layoutcheck
