// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "loop/clock.h"

namespace loop {

/// What TimerQueue promises, done with a sorted map. Timers are named by numbers from 1.
class TimerModel {
 public:
  /// No interval: happens once.
  std::uint64_t add(TimePoint deadline, std::optional<Duration> interval);
  bool cancel(std::uint64_t number);
  bool rearm(std::uint64_t number, TimePoint deadline);
  bool set_referenced(std::uint64_t number, bool is_referenced);

  void advance_to(TimePoint now);
  void claim_due();
  std::size_t clear();

  /// Takes the first claimed timer, which runs until end().
  std::uint64_t begin();
  void end();

  bool has_claimed() const { return !claimed_.empty(); }
  /// Whether a timer runs that is among size(), because it will come back.
  bool counts_running() const { return running_.has_value(); }
  std::size_t size() const { return waiting_.size() + claimed_.size() + (running_ ? 1 : 0); }
  bool has_referenced() const;

  /// The soonest deadline, or now if one is due already.
  TimePoint next_deadline() const;

 private:
  struct Timer {
    std::uint64_t number;
    TimePoint deadline;
    std::optional<Duration> interval;
    bool is_referenced = true;
  };

  TimePoint in_range(TimePoint time) const;
  void enter(Timer timer);
  std::optional<Timer> take(std::uint64_t number);
  Timer* find(std::uint64_t number);

  TimePoint now_{};
  std::uint64_t last_number_ = 0;
  std::uint64_t entered_ = 0;
  std::map<std::pair<TimePoint, std::uint64_t>, Timer> waiting_;  // and in order of entering
  std::vector<Timer> claimed_;
  std::optional<Timer> running_;  // a repeating one that nobody cancelled
  bool is_rearmed_ = false;
};

}  // namespace loop
