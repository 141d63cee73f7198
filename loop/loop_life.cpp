// SPDX-License-Identifier: MIT
//
// How a loop begins, stops and ends. All of it happens rarely, and so under one mutex: then the
// thread that ends the loop is the last one inside it, and nobody's wake-up comes too late.
#include <algorithm>
#include <system_error>
#include <utility>

#include "loop/loop.h"

namespace loop {

/// The time that a thread spends inside the loop, as the only one. At its end the loop ends, if
/// there is nothing left to run.
class Loop::Running {
 public:
  explicit Running(Loop& loop) noexcept : loop_(loop) {
    loop.outer_ = std::exchange(current_, &loop);
  }
  Running(const Running&) = delete;
  Running& operator=(const Running&) = delete;
  ~Running() { loop_.leave(); }

 private:
  Loop& loop_;
};

void Loop::run() {
  enter(Until::told_to_stop);
  const Running running(*this);
  go_on_with_checkpoint();
  while (take_turn(Poller::forever)) {
  }
}

bool Loop::run_once() {
  enter(Until::turn_is_over);
  const Running running(*this);
  has_called_ = false;
  go_on_with_checkpoint();
  return take_turn(Poller::forever);
}

bool Loop::run_for(Duration duration) {
  enter(Until::told_to_stop);
  const Running running(*this);
  go_on_with_checkpoint();
  const TimePoint end =
      now() + std::clamp(duration, Duration::zero(), TimerQueue::latest_deadline - now());
  do {
    if (!take_turn(end)) return false;
  } while (now() < end);
  return true;
}

bool Loop::run_while_alive() {
  enter(Until::nothing_is_alive);
  const Running running(*this);
  go_on_with_checkpoint();
  for (;;) {
    while (is_alive() || is_told_to_stop()) {
      if (!take_turn(Poller::forever)) return false;
    }
    call_before_exit_handler();
    if (!is_alive() && !is_told_to_stop()) return true;
  }
}

bool Loop::is_alive() const {
  require_loop_thread();
  return has_callbacks() || !microtasks_.empty() ||
         (owes_end_of_checkpoint_ && layer_ != nullptr) || timers_.has_referenced() ||
         watches_.has_referenced() || signals_.has_referenced() || !workers_.empty();
}

void Loop::set_before_exit_handler(Task handler) {
  require_loop_thread();
  before_exit_handler_ = handler ? std::make_shared<Task>(std::move(handler)) : nullptr;
}

void Loop::enter(Until until) {
  const std::lock_guard lock(life_mutex_);
  if (is_running_) throw std::system_error(Errc::already_running);
  if (state_.load() == State::terminated) throw std::system_error(Errc::terminated);
  is_running_ = true;
  is_now_stale_ = true;
  until_ = until;
  state_.try_transition(State::awake, State::running);
}

/// Unlocking is the last touch: who waits for the end may destroy the loop right after.
void Loop::leave() noexcept {
  if (metrics_ != nullptr) publish_metrics(clock_->now());
  std::unique_lock lock(life_mutex_);
  const bool is_over = is_drained_ || is_closing();
  if (is_over) {
    lock.unlock();
    discard_rest();
    if (metrics_ != nullptr) publish_metrics(clock_->now());
    lock.lock();
  }
  current_ = std::exchange(outer_, nullptr);
  is_running_ = false;
  if (is_over) {
    state_.try_transition(State::terminating, State::terminated);
    terminated_.notify_all();
  } else {
    state_.try_transition(State::running, State::awake);
  }
}

/// Takes a turn, and drains the loop if it was told to stop before or meanwhile.
bool Loop::take_turn(TimePoint latest) {
  if (!is_told_to_stop()) run_turn(latest);
  if (!is_told_to_stop()) return true;
  drain();
  return false;
}

/// Runs what was accepted, and waits for the workers. It ends, because tasks are not accepted any
/// more, and because immediates and close callbacks do not keep it going: those that they add when
/// no task is left are discarded. Who stops the loop changes the state first, and so may not have
/// come to closing the entrances: without that here, a task might be accepted after the last look.
void Loop::drain() {
  close_entrances();
  do {
    while (has_tasks() && !is_closing()) {
      accept_arrivals();
      run_internal_tasks();
      run_tasks(external_, external_ingress_);
      run_queued(immediates_);
      run_queued(close_callbacks_);
    }
  } while (wait_for_workers());
  discard_waits();
  checkpoint();  // what waited may want to hear that it waits no more
  run_queued(immediates_);
  run_queued(close_callbacks_);
  is_drained_ = true;
}

/// False if there is nothing to wait for, or the time for it is over. Timers, descriptors and
/// signals are discarded before: they must not end the wait, and a second Ctrl-C shall end the
/// process.
bool Loop::wait_for_workers() {
  if (is_closing() || workers_.empty()) return false;
  discard_waits();
  checkpoint();  // destructors of captures may have queued microtasks
  if (has_tasks()) return true;
  std::unique_lock lock(life_mutex_);
  const TimePoint deadline = worker_deadline_;
  lock.unlock();
  if (clock_->now() >= deadline) return false;
  poller_->wait(deadline);
  return true;
}

void Loop::discard_waits() noexcept {
  discarded_.timers += timers_.clear() + posted_timers_.clear();
  discarded_.watches += watches_.clear();
  discarded_.signals += signals_.clear();
}

/// Destructors of captures may add to any queue, hence the loop.
void Loop::discard_rest() noexcept {
  events_ = {};
  bool has_layer_discarded = false;
  do {
    exception_handler_.reset();
    before_exit_handler_.reset();
    discarded_.work += workers_.abandon();
    for (; !finished_work_.empty(); ++discarded_.work) finished_work_.pop();
    discarded_.tasks += internal_.clear() + internal_ingress_.clear();
    discarded_.tasks += external_.clear() + external_ingress_.clear();
    discarded_.microtasks += microtasks_.clear();
    discarded_.immediates += immediates_.clear();
    discarded_.close_callbacks += close_callbacks_.clear();
    discard_waits();
    has_layer_discarded = layer_ != nullptr && layer_->discard();
    has_arrivals_.store(false, std::memory_order_relaxed);
  } while (has_layer_discarded || has_callbacks() || !microtasks_.empty() || !timers_.empty() ||
           !watches_.empty() || !signals_.empty());
}

void Loop::shutdown(Duration longest_wait) noexcept {
  const TimePoint now = clock_->now();
  const Duration wait = std::clamp(longest_wait, Duration::zero(), TimePoint::max() - now);
  const std::lock_guard lock(life_mutex_);
  worker_deadline_ = std::min(worker_deadline_, now + wait);
  stop();
}

void Loop::close() noexcept {
  {
    const std::lock_guard lock(life_mutex_);
    if (state_.load() == State::terminated) return;
    is_closing_.store(true, std::memory_order_relaxed);
    stop();
    if (is_running_) return;
    is_running_ = true;
  }
  const Running running(*this);
}

/// The entrances are closed after the state has changed, so that no thread can be told first that
/// the loop accepts nothing and then that it is running.
void Loop::stop() noexcept {
  const State left = state_.terminate();
  close_entrances();
  // A loop that was told to stop before may be waiting for its workers.
  if (left == State::sleeping || left == State::terminating) poller_->wake();
}

void Loop::close_entrances() noexcept {
  external_ingress_.close();
  internal_ingress_.close();
  posted_timers_.close();
  workers_.close();
}

void Loop::wait() {
  if (is_loop_thread()) throw std::system_error(Errc::wrong_thread);
  {
    std::unique_lock lock(life_mutex_);
    terminated_.wait(lock, [this] { return state_.load() == State::terminated; });
  }
  workers_.wait_until_idle();
}

Discarded Loop::discarded() const {
  return state_.load() == State::terminated ? discarded_ : Discarded{};
}

}  // namespace loop
