// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstdint>

#include "loop/clock.h"

namespace loop {

/// Decides when a loop that never has to wait asks the kernel: after 64 turns or 50 microseconds,
/// whichever comes first.
///
/// Reading the clock at every turn would cost more than a turn. So it is read as often as the pace
/// of the turns so far demands, and at least every eighth turn: where turns suddenly become longer,
/// at most eight of them go by unseen.
class PollPace {
 public:
  static constexpr std::int64_t longest_turns = 64;
  static constexpr std::int64_t unseen_turns = 8;
  static constexpr Duration longest_time = std::chrono::microseconds(50);

  /// Counts a turn that found work waiting; true if the loop should ask.
  bool is_due(const Clock& clock) noexcept { return ++turns_ >= next_look_ && look(clock.now()); }

  /// Notes that the loop asked, and when.
  void asked(TimePoint now) noexcept {
    next_look_ = turns_that_fit(longest_time, now - last_);
    turns_ = 0;
    last_ = now;
  }

 private:
  bool look(TimePoint now) noexcept {
    const Duration elapsed = now - last_;
    if (turns_ >= longest_turns || elapsed >= longest_time) return true;
    const std::int64_t next = turns_ + turns_that_fit(longest_time - elapsed, elapsed);
    next_look_ = static_cast<std::int32_t>(std::min(next, longest_turns));
    return false;
  }

  /// How many turns go by in `time`, if they go on as the last ones did, which took `elapsed`.
  std::int32_t turns_that_fit(Duration time, Duration elapsed) const noexcept {
    const std::int64_t elapsed_ns = std::max<std::int64_t>(elapsed.count(), 1);
    const std::int64_t fitting = turns_ * time.count() / elapsed_ns;
    return static_cast<std::int32_t>(std::clamp<std::int64_t>(fitting, 1, unseen_turns));
  }

  TimePoint last_{};
  std::int32_t turns_ = 0;      // since the loop asked
  std::int32_t next_look_ = 1;  // the turn at which the clock is read again
};

}  // namespace loop
