// SPDX-License-Identifier: MIT
#include "loop/posted_timers.h"

namespace loop {

TimerId PostedTimers::add(TimePoint deadline, Duration interval, Task&& task) {
  {
    const std::lock_guard lock(mutex_);
    if (!is_closed_) {
      Timer& timer = table_.acquire();
      timer.deadline = deadline;
      timer.interval = interval;
      timer.next = nullptr;
      timer.own_id = TimerId::none;
      timer.task = std::move(task);
      (first_ == nullptr ? first_ : last_->next) = &timer;
      last_ = &timer;
      return TimerId{timer.id | posted_bit};
    }
  }
  task.reset();
  return TimerId::none;
}

void PostedTimers::close() noexcept {
  const std::lock_guard lock(mutex_);
  is_closed_ = true;
}

/// Room for a timer is made before it is taken, so that none is lost where there is none.
void PostedTimers::set_all(TimerQueue& queue) {
  queue.reserve_one();
  while (Timer* timer = take_waiting()) {
    set(*timer, queue);
    queue.reserve_one();
  }
}

TimerId PostedTimers::own_id(TimerId id) noexcept {
  const std::lock_guard lock(mutex_);
  const Timer* timer = table_.find(static_cast<std::uint64_t>(id) & ~posted_bit);
  return timer == nullptr ? TimerId::none : timer->own_id;
}

std::size_t PostedTimers::clear() noexcept {
  std::size_t count = 0;
  for (; Timer* timer = take_waiting(); ++count) end(*timer);
  return count;
}

/// Only the owner touches a timer from take_waiting() to end(), and so needs no lock.
void PostedTimers::set(Timer& timer, TimerQueue& queue) {
  timer.own_id = timer.interval == once
                     ? queue.add(timer.deadline, Hold(*this, timer))
                     : queue.add_repeating(timer.deadline, timer.interval, Hold(*this, timer));
}

PostedTimers::Timer* PostedTimers::take_waiting() noexcept {
  const std::lock_guard lock(mutex_);
  return first_ == nullptr ? nullptr : std::exchange(first_, first_->next);
}

/// Destroys the task outside the lock: its destructor may set timers.
void PostedTimers::end(Timer& timer) noexcept {
  timer.task.reset();
  const std::lock_guard lock(mutex_);
  table_.forget(timer);
  table_.recycle(timer);
}

}  // namespace loop
