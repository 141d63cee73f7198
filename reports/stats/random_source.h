// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>

namespace reports {

/// Random numbers that follow from a seed alone, unlike those of the distributions of <random>: the
/// same with every compiler and library, but for normal(), whose last digits are those of the
/// platform's logarithm and cosine. Not for secrets.
///
/// Source: SplitMix64 of Steele, Lea & Flood, "Fast splittable pseudorandom number generators",
/// OOPSLA (2014), fig. 14.
class RandomSource {
 public:
  explicit RandomSource(std::uint64_t seed) : state_(seed) {}

  std::uint64_t next();

  /// 0 ... bound - 1, each equally often up to a part in 2^32; 0 < bound < 2^32.
  std::size_t below(std::size_t bound);

  /// In (0, 1].
  double uniform();

  /// Mean 0 and variance 1: Box & Muller, "A note on the generation of random normal deviates",
  /// Annals of Mathematical Statistics 29 (1958). The last digits differ between platforms.
  double normal();

  /// Another source for each label, which neither changes this one nor repeats it.
  RandomSource split(std::uint64_t label) const;

 private:
  std::uint64_t state_;
};

}  // namespace reports
