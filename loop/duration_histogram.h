// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>

#include "loop/clock.h"

namespace loop {

/// Counts durations, from zero to the longest there is, in buckets that never change: no
/// configuration, no allocation, and adding is a handful of instructions. One thread, or a lock.
///
/// Log-linear: every power of two of nanoseconds is divided into 16 buckets of equal width, and
/// below 32 ns each has its own. The idea is that of HdrHistogram (Gil Tene, hdrhistogram.org) in
/// its base-2 form; these have a constant relative error where linear buckets have an absolute one.
class DurationHistogram {
 public:
  /// Negative durations are taken for zero.
  void add(Duration duration) noexcept {
    const auto value = static_cast<std::uint64_t>(std::max<Duration::rep>(duration.count(), 0));
    ++counts_[bucket_of(value)];
    ++count_;
    max_ = std::max(max_, value);
  }

  std::uint64_t count() const noexcept { return count_; }

  /// The longest of all, exactly; zero if there was none.
  Duration max() const noexcept { return to_duration(max_); }

  /// The shortest duration that at least `percent` of all do not exceed, from 1 to 100; zero if
  /// there was none. Never too low, and too high by less than 1/16 of itself.
  Duration percentile(unsigned percent) const noexcept {
    std::uint64_t left = (count_ * percent + 99) / 100;
    std::size_t bucket = 0;
    while (bucket < bucket_count && counts_[bucket] < left) left -= counts_[bucket++];
    return to_duration(std::min(last_of(bucket), max_));
  }

 private:
  static constexpr unsigned bits_per_power = 4;
  static constexpr std::uint64_t buckets_per_power = 1U << bits_per_power;
  // A duration has 63 bits. Those below 2 * 16 are the first two groups of 16, every further bit
  // adds one.
  static constexpr std::size_t bucket_count = (63 - bits_per_power + 1) * buckets_per_power;

  /// By how much the values of one bucket are shifted to differ in no bit.
  static constexpr unsigned shift_of(std::uint64_t value) noexcept {
    const auto width = static_cast<unsigned>(std::bit_width(value));
    return width > bits_per_power + 1 ? width - bits_per_power - 1 : 0;
  }

  static constexpr std::size_t bucket_of(std::uint64_t value) noexcept {
    const unsigned shift = shift_of(value);
    return shift * buckets_per_power + (value >> shift);
  }

  /// The highest value of a bucket.
  static constexpr std::uint64_t last_of(std::size_t bucket) noexcept {
    if (bucket < 2 * buckets_per_power) return bucket;
    const std::size_t shift = bucket / buckets_per_power - 1;
    return ((bucket % buckets_per_power + buckets_per_power + 1) << shift) - 1;
  }

  static constexpr Duration to_duration(std::uint64_t value) noexcept {
    return Duration(static_cast<Duration::rep>(value));
  }

  std::uint64_t count_ = 0;
  std::uint64_t max_ = 0;
  std::array<std::uint64_t, bucket_count> counts_{};
};

}  // namespace loop
