// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

namespace layoutcheck {

/// An array seen as a rule for where elements start: `offset_bytes`, then every `stride_bytes`.
struct Repetition {
  std::uint64_t offset_bytes = 0;  ///< of the first element, from the start of what holds the array
  std::uint64_t stride_bytes = 0;
  std::uint64_t count = 0;  ///< 0 if any number is possible

  friend bool operator==(const Repetition&, const Repetition&) = default;
};

}  // namespace layoutcheck
