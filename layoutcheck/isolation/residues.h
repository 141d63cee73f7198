// SPDX-License-Identifier: MIT
//
// The two lemmas that every proof of this folder rests on.
//
// Let L be the line size, A a divisor of L, and let a byte lie `offset` bytes after a base address
// b of which only b = 0 (mod A) is known. Its distance from the start of its line is the residue
//   r(b) = (b + offset) mod L.
// As b runs over the multiples of A, r takes exactly the L/A values
//   (offset mod A) + jA,  j = 0 .. L/A - 1,
// each for one b (mod L): r = offset (mod A) always, because A divides L; and b -> r is one-to-one
// on the L/A multiples of A below L. So a claim that fails exactly where r is small, or exactly
// where r is large, is decided by comparing one end of that list with a bound, and the failing
// placements are counted without trying them.
#pragma once

#include <cstdint>

#include "layoutcheck/isolation/placements.h"
#include "layoutcheck/model/proof.h"

namespace layoutcheck {

/// The claim fails in exactly those placements where the residue of the byte at `offset` is below
/// `bound`.
Proof fails_below(std::uint64_t offset, std::uint64_t bound, const Placements& placements);

/// The claim fails in exactly those placements where it is `bound` or more.
Proof fails_from(std::uint64_t offset, std::uint64_t bound, const Placements& placements);

}  // namespace layoutcheck
