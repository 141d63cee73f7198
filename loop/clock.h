// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>

namespace loop {

using Duration = std::chrono::nanoseconds;
using TimePoint = std::chrono::time_point<std::chrono::steady_clock, Duration>;

/// Where a loop learns the time. Never runs backwards. Asked from the loop's thread; by a loop that
/// measures also from threads that post to it or look at its metrics.
class Clock {
 public:
  Clock() = default;
  Clock(const Clock&) = delete;
  Clock& operator=(const Clock&) = delete;
  virtual ~Clock() = default;

  virtual TimePoint now() const noexcept = 0;
};

/// The machine's monotonic clock.
class SteadyClock final : public Clock {
 public:
  TimePoint now() const noexcept override { return std::chrono::steady_clock::now(); }
};

/// A clock that stands still until it is told to move: with a poller that moves it instead of
/// waiting, a test runs a day of timers in microseconds. One thread only.
class FakeClock final : public Clock {
 public:
  TimePoint now() const noexcept override { return now_; }

  void advance(Duration duration) noexcept { now_ += duration; }
  void advance_to(TimePoint time) noexcept {
    if (time > now_) now_ = time;
  }

 private:
  TimePoint now_{std::chrono::seconds(1)};
};

}  // namespace loop
