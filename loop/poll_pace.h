// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstdint>

#include "loop/clock.h"

namespace loop {

/// Decides when a loop that never has to wait asks the kernel and the clock: after 64 turns or
/// 50 microseconds, whichever comes first.
///
/// Asking the clock whether it is time to ask would cost more than a turn. So the pace of the
/// turns up to the last reading says how many fit in 50 microseconds; that number at most doubles
/// from one reading to the next, and starts at one.
class PollPace {
 public:
  static constexpr std::uint32_t longest_turns = 64;
  static constexpr Duration longest_time = std::chrono::microseconds(50);

  /// Counts a turn that found work waiting; true if it should ask.
  bool is_due() noexcept { return ++turns_ >= allowed_turns_; }

  /// Notes that the loop asked, and what the clock said.
  void asked(TimePoint now) noexcept {
    const std::int64_t elapsed_ns = std::max<std::int64_t>((now - last_).count(), 1);
    const std::int64_t fitting = std::int64_t{turns_} * longest_time.count() / elapsed_ns;
    const std::int64_t most = std::min<std::int64_t>(longest_turns, 2 * allowed_turns_);
    allowed_turns_ = static_cast<std::uint32_t>(std::clamp<std::int64_t>(fitting, 1, most));
    turns_ = 0;
    last_ = now;
  }

 private:
  TimePoint last_{};
  std::uint32_t turns_ = 0;
  std::uint32_t allowed_turns_ = 1;
};

}  // namespace loop
