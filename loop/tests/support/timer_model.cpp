// SPDX-License-Identifier: MIT
#include "loop/tests/support/timer_model.h"

#include <algorithm>

#include "loop/timer_queue.h"

namespace loop {

std::uint64_t TimerModel::add(TimePoint deadline, std::optional<Duration> interval) {
  enter({.number = ++last_number_, .deadline = in_range(deadline), .interval = interval});
  return last_number_;
}

bool TimerModel::cancel(std::uint64_t number) {
  if (running_ && running_->number == number) {
    running_.reset();
    return true;
  }
  return take(number).has_value();
}

bool TimerModel::rearm(std::uint64_t number, TimePoint deadline) {
  if (running_ && running_->number == number) {
    running_->deadline = in_range(deadline);
    is_rearmed_ = true;
    return true;
  }
  std::optional<Timer> timer = take(number);
  if (!timer) return false;
  timer->deadline = in_range(deadline);
  enter(*timer);
  return true;
}

bool TimerModel::set_referenced(std::uint64_t number, bool is_referenced) {
  Timer* timer = running_ && running_->number == number ? &*running_ : find(number);
  if (timer == nullptr) return false;
  timer->is_referenced = is_referenced;
  return true;
}

void TimerModel::advance_to(TimePoint now) {
  now_ = in_range(now);
}

void TimerModel::claim_due() {
  while (!waiting_.empty() && waiting_.begin()->first.first <= now_) {
    claimed_.push_back(waiting_.begin()->second);
    waiting_.erase(waiting_.begin());
  }
}

std::size_t TimerModel::clear() {
  const std::size_t count = size();
  waiting_.clear();
  claimed_.clear();
  return count;
}

std::uint64_t TimerModel::begin() {
  const Timer timer = claimed_.front();
  claimed_.erase(claimed_.begin());
  is_rearmed_ = false;
  if (timer.interval) running_ = timer;
  return timer.number;
}

/// The first multiple of the interval after now.
void TimerModel::end() {
  if (!running_) return;
  Timer timer = *std::exchange(running_, std::nullopt);
  const Duration interval = *timer.interval;
  if (!is_rearmed_ && interval == Duration::zero()) timer.deadline = now_;
  if (!is_rearmed_ && interval != Duration::zero()) {
    const Duration past = (now_ - timer.deadline) % interval;
    timer.deadline = now_ - past + std::min(interval, TimerQueue::latest_deadline - now_ + past);
  }
  enter(timer);
}

bool TimerModel::has_referenced() const {
  const auto is_referenced = [](const Timer& timer) { return timer.is_referenced; };
  if (running_ && running_->is_referenced) return true;
  return std::any_of(claimed_.begin(), claimed_.end(), is_referenced) ||
         std::any_of(waiting_.begin(), waiting_.end(),
                     [&](const auto& entry) { return is_referenced(entry.second); });
}

TimePoint TimerModel::next_deadline() const {
  if (!claimed_.empty()) return now_;
  return waiting_.empty() ? TimePoint::max() : std::max(now_, waiting_.begin()->first.first);
}

TimePoint TimerModel::in_range(TimePoint time) const {
  return std::clamp(time, now_, TimerQueue::latest_deadline);
}

void TimerModel::enter(Timer timer) {
  waiting_.emplace(std::pair{timer.deadline, ++entered_}, timer);
}

std::optional<TimerModel::Timer> TimerModel::take(std::uint64_t number) {
  const Timer* found = find(number);
  if (found == nullptr) return std::nullopt;
  const Timer timer = *found;
  std::erase_if(claimed_, [&](const Timer& other) { return other.number == number; });
  std::erase_if(waiting_, [&](const auto& entry) { return entry.second.number == number; });
  return timer;
}

TimerModel::Timer* TimerModel::find(std::uint64_t number) {
  for (Timer& timer : claimed_) {
    if (timer.number == number) return &timer;
  }
  for (auto& [key, timer] : waiting_) {
    if (timer.number == number) return &timer;
  }
  return nullptr;
}

}  // namespace loop
