// SPDX-License-Identifier: MIT
#include "layoutcheck/isolation/placements.h"

#include <algorithm>
#include <numeric>

namespace layoutcheck {
namespace {

// Element i starts at b + o + is, where b is any multiple of A. Two elements i and j start alike
// modulo A exactly if A divides (i - j)s, that is, if A/g divides i - j, with g = gcd(A, s). So
// A/g consecutive elements start at A/g different residues, all of them = o (mod g), and there are
// no more such residues. Therefore an array of at least A/g elements is placed exactly like one
// object at offset o from an address of which only b = 0 (mod g) is known:
//   A := gcd(min(storage alignment, L), stride).
// A shorter array adds one start for each of its elements.
Placements within(const Placements& outer, const Repetition& array) {
  const std::uint64_t common = std::gcd(outer.align_bytes, array.stride_bytes);
  const std::uint64_t period = outer.align_bytes / common;
  const bool every_residue = array.count == 0 || array.count >= period;

  Placements inner = outer;
  inner.align_bytes = every_residue ? common : outer.align_bytes;
  inner.starts.clear();
  for (const std::uint64_t start : outer.starts) {
    for (std::uint64_t i = 0; i < (every_residue ? 1 : array.count); ++i) {
      inner.starts.push_back((start + array.offset_bytes + i * array.stride_bytes) %
                             inner.align_bytes);
    }
  }
  std::sort(inner.starts.begin(), inner.starts.end());
  inner.starts.erase(std::unique(inner.starts.begin(), inner.starts.end()), inner.starts.end());
  return inner;
}

}  // namespace

Placements placements_of_object(std::uint64_t storage_align_bytes, std::uint64_t line_bytes,
                                std::uint64_t guard_lines) {
  return {line_bytes, std::min(storage_align_bytes, line_bytes), {0}, guard_lines};
}

Placements placements_of_element(Placements object, std::span<const Repetition> arrays) {
  for (const Repetition& array : arrays) object = within(object, array);
  return object;
}

}  // namespace layoutcheck
