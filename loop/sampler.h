// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

namespace loop {

/// Picks some of many at random, each with the same chance. A countdown would be as cheap, but
/// falls into step with work that has a rhythm: of pairs of tasks it would always pick the first.
/// One thread only. Every sampler makes the same choices in the same order.
///
/// A linear congruential generator with Knuth's constants for MMIX (The Art of Computer
/// Programming, volume 2, 3.3.4), of which the upper half of the bits is used.
class Sampler {
 public:
  /// For picks(): the chance of one in `count`, which is at least 1.
  static constexpr std::uint64_t one_in(std::uint32_t count) noexcept { return all / count; }

  bool picks(std::uint64_t chance) noexcept {
    state_ = state_ * 6364136223846793005U + 1442695040888963407U;
    return state_ >> 32 < chance;
  }

 private:
  static constexpr std::uint64_t all = std::uint64_t{1} << 32;

  std::uint64_t state_ = 0;
};

}  // namespace loop
