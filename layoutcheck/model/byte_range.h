// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

namespace layoutcheck {

/// Some bytes of an object, counted from its start. Both ends belong to the range; it is not empty.
struct ByteRange {
  std::uint64_t first = 0;
  std::uint64_t last = 0;

  friend bool operator==(const ByteRange&, const ByteRange&) = default;
};

constexpr ByteRange shifted(ByteRange range, std::uint64_t bytes) {
  return {range.first + bytes, range.last + bytes};
}

constexpr bool share_a_byte(ByteRange a, ByteRange b) {
  return a.first <= b.last && b.first <= a.last;
}

}  // namespace layoutcheck
