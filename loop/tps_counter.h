// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>

#include "layoutcheck/annotations.h"
#include "loop/clock.h"

namespace loop {

/// Tasks per second over the last ten seconds, in buckets of a tenth. Knows no clock. One thread,
/// or a lock; so nothing in here is atomic, and its fields share lines with each other only.
class LAYOUT_MAX_SIZE(816) TpsCounter {
 public:
  static constexpr std::int64_t bucket_count = 100;
  static constexpr Duration bucket_length = std::chrono::milliseconds(100);
  static constexpr Duration window = bucket_count * bucket_length;

  /// Nothing has run before `start`.
  explicit TpsCounter(TimePoint start) noexcept : start_(start) {}

  /// Counts tasks that ran since the last call. A time before the last call's is taken for that.
  void add(std::uint64_t tasks, TimePoint now) noexcept {
    const std::int64_t bucket = std::max(bucket_at(now), newest_);
    empty_up_to(bucket);
    newest_ = bucket;
    buckets_[slot(bucket)] += tasks;
  }

  /// The tasks in the window that ends at `now`, divided by the part of it that has elapsed since
  /// the start, of which the first bucket counts whole. The window begins with a bucket, and so is
  /// up to a tenth of a second shorter than ten. A time before the last add() is taken for that.
  double per_second(TimePoint now) const noexcept {
    const std::int64_t oldest =
        std::max<std::int64_t>(std::max(bucket_at(now), newest_) - bucket_count + 1, 0);
    std::uint64_t tasks = 0;
    for (std::int64_t bucket = oldest; bucket <= newest_; ++bucket) tasks += buckets_[slot(bucket)];
    const Duration elapsed = std::max(now - start_ - oldest * bucket_length, bucket_length);
    return static_cast<double>(tasks) / std::chrono::duration<double>(elapsed).count();
  }

 private:
  std::int64_t bucket_at(TimePoint time) const noexcept {
    return std::max(time - start_, Duration::zero()) / bucket_length;
  }
  static std::size_t slot(std::int64_t bucket) noexcept {
    return static_cast<std::size_t>(bucket % bucket_count);
  }

  /// Empties the buckets from behind the newest up to this one; after a long time, all.
  void empty_up_to(std::int64_t bucket) noexcept {
    const std::int64_t first = std::max(newest_ + 1, bucket - bucket_count + 1);
    for (std::int64_t passed = first; passed <= bucket; ++passed) buckets_[slot(passed)] = 0;
  }

  friend struct TpsCounterLayout;

  LAYOUT_WRITTEN_BY(owner) TimePoint start_;
  LAYOUT_WRITTEN_BY(owner) std::int64_t newest_ = 0;  // counted from the start
  LAYOUT_WRITTEN_BY(owner) std::array<std::uint64_t, bucket_count> buckets_{};
};

}  // namespace loop
