// SPDX-License-Identifier: MIT
#include "loop/timer_queue.h"

#include <algorithm>
#include <cassert>
#include <utility>

namespace loop {

TimerQueue::TimerQueue() noexcept {
  make_empty(due_);
  make_empty(ready_);
  for (Slot& slot : slots_) make_empty(slot);
}

TimerId TimerQueue::add(TimePoint deadline, Task&& task) {
  return add(to_nanoseconds(deadline), once, std::move(task));
}

TimerId TimerQueue::add_repeating(TimePoint first_deadline, Duration interval, Task&& task) {
  const auto interval_ns = std::min(static_cast<std::uint64_t>(interval.count()), once - 1);
  return add(to_nanoseconds(first_deadline), interval_ns, std::move(task));
}

TimerId TimerQueue::add(std::uint64_t deadline_ns, std::uint64_t interval_ns, Task&& task) {
  Timer& timer = table_.acquire();
  timer.deadline_ns = std::max(deadline_ns, current_ns_);
  timer.interval_ns = interval_ns & once;
  timer.is_unreferenced = 0;
  timer.task = std::move(task);
  place(timer);
  ++size_;
  return TimerId{timer.id};
}

bool TimerQueue::cancel(TimerId id) noexcept {
  Timer* timer = table_.find(static_cast<std::uint64_t>(id));
  if (timer == nullptr) return false;
  uncount(*timer);
  table_.forget(*timer);
  if (timer == running_) return true;  // end() does the rest
  take_out(*timer);
  recycle(*timer);
  return true;
}

bool TimerQueue::rearm(TimerId id, TimePoint deadline) noexcept {
  Timer* timer = table_.find(static_cast<std::uint64_t>(id));
  if (timer == nullptr) return false;
  const bool is_running = timer == running_;
  if (!is_running) take_out(*timer);
  timer->deadline_ns = std::max(to_nanoseconds(deadline), current_ns_);
  if (!is_running) place(*timer);
  is_running_rearmed_ |= is_running;  // end() does the rest
  return true;
}

bool TimerQueue::set_referenced(TimerId id, bool is_referenced) noexcept {
  Timer* timer = table_.find(static_cast<std::uint64_t>(id));
  if (timer == nullptr) return false;
  unreferenced_ -= timer->is_unreferenced;
  timer->is_unreferenced = !is_referenced;
  unreferenced_ += timer->is_unreferenced;
  return true;
}

TimePoint TimerQueue::next_deadline() const noexcept {
  if (!is_empty(due_) || !is_empty(ready_)) return TimePoint{Duration{current_ns_}};
  if (occupied_levels_ == 0) return TimePoint::max();
  return TimePoint{Duration{slots_[first_slot()].soonest_ns}};
}

std::size_t TimerQueue::clear() noexcept {
  assert(running_ == nullptr);
  std::size_t count = 0;
  for (; size_ != 0; ++count) {
    append(due_, ready_);
    if (is_empty(due_)) empty_slot(first_slot(), due_);
    cancel(TimerId{first_of(due_).id});
  }
  return count;
}

std::uint64_t TimerQueue::to_nanoseconds(TimePoint time) noexcept {
  assert(time >= TimePoint{});
  return static_cast<std::uint64_t>(std::min(time, latest_deadline).time_since_epoch().count());
}

void TimerQueue::push(Link& list, Link& link) noexcept {
  link.previous = list.previous;
  link.next = &list;
  list.previous->next = &link;
  list.previous = &link;
}

void TimerQueue::unlink(Link& link) noexcept {
  link.previous->next = link.next;
  link.next->previous = link.previous;
}

/// Moves all of `source` behind the end of `list`.
void TimerQueue::append(Link& list, Link& source) noexcept {
  if (is_empty(source)) return;
  source.next->previous = list.previous;
  source.previous->next = &list;
  list.previous->next = source.next;
  list.previous = source.previous;
  make_empty(source);
}

/// The slot of a deadline that lies after `current_ns_`.
std::size_t TimerQueue::slot_of(std::uint64_t deadline_ns) const noexcept {
  const std::uint64_t difference = deadline_ns ^ current_ns_;
  const auto level = static_cast<std::size_t>(std::bit_width(difference) - 1) / bits_per_level;
  const std::size_t group = (deadline_ns >> (level * bits_per_level)) % slots_per_level;
  return level * slots_per_level + group;
}

void TimerQueue::uncount(const Timer& timer) noexcept {
  --size_;
  unreferenced_ -= timer.is_unreferenced;
}

/// Takes a timer out of whatever list holds it.
void TimerQueue::take_out(Timer& timer) noexcept {
  unlink(timer);
  if (timer.deadline_ns <= current_ns_) return;
  const std::size_t slot = slot_of(timer.deadline_ns);
  if (is_empty(slots_[slot])) mark_empty(slot);
}

void TimerQueue::place(Timer& timer) noexcept {
  if (timer.deadline_ns <= current_ns_) return push(ready_, timer);

  const std::size_t index = slot_of(timer.deadline_ns);
  const std::size_t level = index / slots_per_level;
  Slot& slot = slots_[index];
  const bool is_soonest = is_empty(slot) || timer.deadline_ns < slot.soonest_ns;
  if (is_soonest) slot.soonest_ns = timer.deadline_ns;
  push(slot, timer);
  occupied_slots_[level] |= std::uint64_t{1} << (index % slots_per_level);
  occupied_levels_ |= 1U << level;
}

void TimerQueue::mark_empty(std::size_t slot) noexcept {
  const std::size_t level = slot / slots_per_level;
  occupied_slots_[level] &= ~(std::uint64_t{1} << (slot % slots_per_level));
  if (occupied_slots_[level] == 0) occupied_levels_ &= ~(1U << level);
}

void TimerQueue::empty_slot(std::size_t slot, Link& into) noexcept {
  append(into, slots_[slot]);
  mark_empty(slot);
}

/// A timer that repeats stays counted while it runs.
void TimerQueue::begin(Timer& timer) noexcept {
  unlink(timer);
  running_ = &timer;
  is_running_rearmed_ = false;
  if (timer.interval_ns != once) return;
  uncount(timer);
  table_.forget(timer);
}

void TimerQueue::end(Timer& timer, std::uint64_t id) noexcept {
  running_ = nullptr;
  if (timer.id != id) return recycle(timer);
  if (!is_running_rearmed_) timer.deadline_ns = next_multiple(timer);
  place(timer);
}

/// The first deadline after now that lies a multiple of the interval after the last one.
std::uint64_t TimerQueue::next_multiple(const Timer& timer) const noexcept {
  const std::uint64_t interval_ns = timer.interval_ns;
  if (interval_ns == 0) return current_ns_;
  const std::uint64_t missed = (current_ns_ - timer.deadline_ns) / interval_ns;
  const std::uint64_t latest_ns = to_nanoseconds(latest_deadline);
  const std::uint64_t last_ns = timer.deadline_ns + missed * interval_ns;
  return last_ns + std::min(interval_ns, latest_ns - last_ns);
}

/// Destroys the task first: its destructor may add timers, and must not be given this one.
void TimerQueue::recycle(Timer& timer) noexcept {
  timer.task.reset();
  table_.recycle(timer);
}

/// The slot with the soonest timers. There must be one.
std::size_t TimerQueue::first_slot() const noexcept {
  const auto level = static_cast<std::size_t>(std::countr_zero(occupied_levels_));
  const auto group = static_cast<std::size_t>(std::countr_zero(occupied_slots_[level]));
  return level * slots_per_level + group;
}

/// The first nanosecond of a slot: its group, below the higher groups of the current time.
std::uint64_t TimerQueue::start_of(std::size_t slot) const noexcept {
  const std::size_t shift = slot / slots_per_level * bits_per_level;
  const std::uint64_t higher = current_ns_ >> shift >> bits_per_level << bits_per_level << shift;
  return higher | (std::uint64_t{slot % slots_per_level} << shift);
}

/// Moves every timer due at `now_ns` to `ready_`, in order.
///
/// Jumping over slots that are empty keeps every timer in its place: the new time still shares
/// the higher groups with each later slot, and is still before it.
void TimerQueue::open_until(std::uint64_t now_ns) noexcept {
  if (now_ns <= current_ns_) return;
  while (occupied_levels_ != 0) {
    const std::size_t slot = first_slot();
    const std::uint64_t start_ns = start_of(slot);
    if (start_ns > now_ns) break;
    current_ns_ = start_ns;
    open(slot);
  }
  current_ns_ = now_ns;
}

/// Spreads a slot over the levels below, all of which are empty.
void TimerQueue::open(std::size_t slot) noexcept {
  Link opened;
  make_empty(opened);
  empty_slot(slot, opened);
  while (!is_empty(opened)) {
    Timer& timer = first_of(opened);
    unlink(timer);
    place(timer);
  }
}

}  // namespace loop
