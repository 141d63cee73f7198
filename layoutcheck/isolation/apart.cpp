// SPDX-License-Identifier: MIT
#include "layoutcheck/isolation/apart.h"

#include <algorithm>

#include "layoutcheck/isolation/residues.h"

namespace layoutcheck {
namespace {

std::uint64_t minus_or_zero(std::uint64_t a, std::uint64_t b) {
  return a > b ? a - b : 0;
}

/// Both lie on the line of `offset` wherever the object starts.
Proof fails_everywhere(std::uint64_t offset, const Placements& placements) {
  return fails_below(offset, placements.line_bytes, placements);
}

}  // namespace

// Let p be the last byte of the earlier range, q > p the first byte of the later one, r the
// residue of p. Their lines are N + 1 or more apart exactly if r + (q - p) >= (N + 1) L, so the
// claim fails where r < (N + 1) L - (q - p). The least r is p mod A, hence
//   proved  <=>  (q - p) + (p mod A) >= (N + 1) L.
// Only the nearest bytes count: every other pair of bytes is at least as far apart.
Proof prove_apart(ByteRange one, ByteRange other, const Placements& placements) {
  if (share_a_byte(one, other)) {
    return fails_everywhere(std::max(one.first, other.first), placements);
  }
  const std::uint64_t last = std::min(one.last, other.last);
  const std::uint64_t gap = std::max(one.first, other.first) - last;
  return fails_below(last, minus_or_zero(placements.span_bytes(), gap), placements);
}

// Let q be the first hot byte and r its residue. Its line starts r bytes earlier, and the guard
// lines NL before that; these bytes belong to the object exactly if r + NL <= q, so the claim
// fails where r >= q - NL + 1. The greatest r is L - A + (q mod A), hence
//   proved  <=>  q - (q mod A) >= (N + 1) L - A  <=>  q >= (N + 1) L - A,
// the last step because the right side is a multiple of A.
Proof prove_front(ByteRange hot, const Placements& placements) {
  const std::uint64_t guard_bytes = placements.span_bytes() - placements.line_bytes;
  return fails_from(hot.first, minus_or_zero(hot.first + 1, guard_bytes), placements);
}

// The first byte behind the object lies at q = size, so this is prove_apart with that q:
//   proved  <=>  size - p + (p mod A) >= (N + 1) L.
Proof prove_back(ByteRange hot, std::uint64_t size_bytes, const Placements& placements) {
  return prove_apart(hot, {size_bytes, size_bytes}, placements);
}

// With s bytes from residue r on, the field crosses into the next line exactly if r + s > L. The
// greatest r is L - A + (first mod A), hence  proved  <=>  (first mod A) + s <= A.  So an atomic
// that is aligned to its size, and whose size divides A, never fails.
Proof prove_on_one_line(ByteRange field, const Placements& placements) {
  const std::uint64_t size = field.last - field.first + 1;
  return fails_from(field.first, minus_or_zero(placements.line_bytes + 1, size), placements);
}

// From residue r of its first byte on, the object touches floor((r + size - 1) / L) + 1 lines:
// more than n exactly if r + size > nL. The greatest r is L - A, hence
//   proved  <=>  L - A + size <= nL.
Proof prove_line_count(std::uint64_t size_bytes, std::uint64_t count,
                       const Placements& placements) {
  const std::uint64_t allowed_bytes = count * placements.line_bytes;
  return fails_from(0, minus_or_zero(allowed_bytes + 1, size_bytes), placements);
}

}  // namespace layoutcheck
