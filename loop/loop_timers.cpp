// SPDX-License-Identifier: MIT
//
// The timers of a loop, as its users set and cancel them, from its own thread and from others.
#include <algorithm>
#include <system_error>
#include <utility>

#include "loop/loop.h"

namespace loop {
namespace {

/// The promise of an answer, which is false if nobody comes to give it.
class Answer {
 public:
  Answer() = default;
  Answer(Answer&& other) noexcept
      : promise_(std::move(other.promise_)), is_given_(std::exchange(other.is_given_, true)) {}
  Answer& operator=(Answer&&) = delete;
  ~Answer() {
    if (!is_given_) give(false);
  }

  std::future<bool> future() { return promise_.get_future(); }
  void give(bool value) {
    is_given_ = true;
    promise_.set_value(value);
  }

 private:
  std::promise<bool> promise_;
  bool is_given_ = false;
};

}  // namespace

TimerId Loop::add_timer(Duration delay, Task task) {
  return timers_.add(deadline_after(delay), std::move(task));
}

TimerId Loop::add_repeating_timer(Duration interval, Task task) {
  return timers_.add_repeating(deadline_after(interval), interval, std::move(task));
}

TimePoint Loop::deadline_after(Duration delay) {
  if (delay < Duration::zero()) throw std::system_error(Errc::negative_delay);
  if (!is_loop_thread()) {
    require_unused();
    read_clock();  // nobody else keeps the time while nobody runs the loop
  }
  const TimePoint from = now();
  return from + std::min(delay, TimerQueue::latest_deadline - from);
}

TimerId Loop::post_timer(Duration delay, Duration interval, Task task) {
  if (delay < Duration::zero()) throw std::system_error(Errc::negative_delay);
  const TimePoint now = clock_->now();
  const TimePoint deadline = now + std::min(delay, TimerQueue::latest_deadline - now);
  const TimerId id = posted_timers_.add(deadline, interval, std::move(task));
  if (id != TimerId::none) announce_arrival();
  return id;
}

/// The id that our own queue knows the timer by.
TimerId Loop::own_id(TimerId id) {
  if (!PostedTimers::is_posted(id)) return id;
  accept_arrivals();
  return posted_timers_.own_id(id);
}

bool Loop::cancel_timer(TimerId id) {
  if (state_.load() == State::terminated) return false;
  require_loop_thread();
  return timers_.cancel(own_id(id));
}

std::size_t Loop::cancel_timers(std::span<const TimerId> ids) {
  return static_cast<std::size_t>(
      std::count_if(ids.begin(), ids.end(), [this](TimerId id) { return cancel_timer(id); }));
}

bool Loop::rearm_timer(TimerId id, Duration delay) {
  return timers_.rearm(own_id(id), deadline_after(delay));
}

std::future<bool> Loop::post_cancel_timer(TimerId id) {
  Answer answer;
  std::future<bool> future = answer.future();
  post_internal(
      [this, id, answer = std::move(answer)]() mutable { answer.give(cancel_timer(id)); });
  return future;
}

bool Loop::set_referenced(TimerId id, bool is_referenced) {
  require_loop_thread();
  return timers_.set_referenced(own_id(id), is_referenced);
}

}  // namespace loop
