// SPDX-License-Identifier: MIT
#include "layoutcheck/isolation/line_count.h"

#include <algorithm>
#include <optional>

namespace layoutcheck {
namespace {

/// The line on which the ranges touch one more than `count`, if the object starts at `base`.
std::optional<std::uint64_t> line_too_many(std::span<const ByteRange> ranges, std::uint64_t count,
                                           std::uint64_t base, std::uint64_t line_bytes) {
  std::uint64_t touched = 0;
  std::uint64_t next = 0;  // no line before it is new
  for (const ByteRange& range : ranges) {
    const std::uint64_t first = std::max(next, (base + range.first) / line_bytes);
    const std::uint64_t last = (base + range.last) / line_bytes;
    if (last < first) continue;
    const std::uint64_t lines = last - first + 1;
    if (touched + lines > count) return first + (count - touched);
    touched += lines;
    next = last + 1;
  }
  return std::nullopt;
}

}  // namespace

Proof prove_lines_of(std::span<const ByteRange> ranges, std::uint64_t count,
                     const Placements& placements) {
  Proof proof{0, 0, {}};
  for (const std::uint64_t start : placements.starts) {
    for (std::uint64_t base = start; base < placements.line_bytes; base += placements.align_bytes) {
      ++proof.placements;
      const auto line = line_too_many(ranges, count, base, placements.line_bytes);
      if (!line) continue;
      ++proof.failing;
      if (!proof.witness || base < proof.witness->base) proof.witness = Witness{base, *line};
    }
  }
  return proof;
}

}  // namespace layoutcheck
