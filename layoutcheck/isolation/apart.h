// SPDX-License-Identifier: MIT
//
// Can two runs of bytes ever share a line? Pure functions of numbers; who must be apart from whom
// is for contracts/ and rules/ to say. Bytes count from the start of the object, or of the array
// element, that `placements` speaks of; those of the next element are shifted by the stride.
#pragma once

#include "layoutcheck/isolation/placements.h"
#include "layoutcheck/model/byte_range.h"
#include "layoutcheck/model/proof.h"

namespace layoutcheck {

/// No line holds bytes of both, and N whole lines lie between, wherever the object starts.
/// Ranges that share a byte fail for every placement.
Proof prove_apart(ByteRange one, ByteRange other, const Placements& placements);

/// No line of `hot` holds a byte that lies in front of the object.
Proof prove_front(ByteRange hot, const Placements& placements);

/// No line of `hot` holds a byte behind the object, which is `size_bytes` long. Says nothing of
/// bytes within the object: a derived class may put members into tail padding.
Proof prove_back(ByteRange hot, std::uint64_t size_bytes, const Placements& placements);

/// All bytes of `field` lie on one line, as a lock-free atomic needs.
Proof prove_on_one_line(ByteRange field, const Placements& placements);

/// The object never touches more than `count` lines. Asks nothing of guard lines.
Proof prove_line_count(std::uint64_t size_bytes, std::uint64_t count, const Placements& placements);

}  // namespace layoutcheck
