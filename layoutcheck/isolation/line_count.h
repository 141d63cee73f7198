// SPDX-License-Identifier: MIT
#pragma once

#include <span>

#include "layoutcheck/isolation/placements.h"
#include "layoutcheck/model/byte_range.h"
#include "layoutcheck/model/proof.h"

namespace layoutcheck {

/// All bytes of `ranges` together never touch more than `count` lines. Placements are tried one by
/// one: there are at most as many as a line has bytes. The ranges ascend and share no byte. A
/// witness names the first line that is one too many.
Proof prove_lines_of(std::span<const ByteRange> ranges, std::uint64_t count,
                     const Placements& placements);

}  // namespace layoutcheck
