// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <chrono>

namespace loop {

using Duration = std::chrono::nanoseconds;
using TimePoint = std::chrono::time_point<std::chrono::steady_clock, Duration>;

/// Where a loop learns the time. Never runs backwards. Asked from the loop's thread, and from any
/// that posts a timer.
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
/// waiting, a test runs a day of timers in microseconds.
class FakeClock final : public Clock {
 public:
  TimePoint now() const noexcept override { return now_.load(); }

  /// One thread at a time moves the clock; any may read it.
  void advance(Duration duration) noexcept { now_.store(now() + duration); }
  void advance_to(TimePoint time) noexcept {
    if (time > now()) now_.store(time);
  }

 private:
  std::atomic<TimePoint> now_{TimePoint{std::chrono::seconds(1)}};
};

}  // namespace loop
