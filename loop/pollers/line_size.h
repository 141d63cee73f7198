// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>

namespace loop {

/// The alignment that keeps fields of different writers apart, here and in all structures above.
/// 128 serves 64-byte lines, their prefetched pairs, and the 128-byte lines of Apple silicon and
/// POWER. A constant and not std::hardware_destructive_interference_size, which changes with
/// compiler flags and would make the layout depend on them.
inline constexpr std::size_t line_size_bytes = 128;

}  // namespace loop
