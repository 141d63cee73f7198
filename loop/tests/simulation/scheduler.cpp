// SPDX-License-Identifier: MIT
#include "loop/tests/simulation/scheduler.h"

#include <algorithm>
#include <cstdlib>
#include <iostream>
#include <utility>

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#include <sanitizer/common_interface_defs.h>
#endif

namespace loop {
namespace {

constexpr std::size_t longest_run_steps = 50'000;

/// The one whose trace a sanitizer prints before it ends the process.
constinit const Scheduler* printed = nullptr;

const char* words(Point point) {
  switch (point) {
    case Point::begin:
      return "begins";
    case Point::load_state:
      return "reads the state";
    case Point::fall_asleep:
      return "changes the state to sleeping";
    case Point::change_state:
      return "changes the state";
    case Point::terminate:
      return "changes the state to terminating";
    case Point::read_head:
      return "reads the head of an ingress";
    case Point::push:
      return "pushes";
    case Point::claim:
      return "claims";
    case Point::look:
      return "looks whether an ingress is empty";
    case Point::close:
      return "closes an ingress";
    case Point::announce:
      return "announces an arrival";
    case Point::accept:
      return "accepts arrivals";
    case Point::deliver:
      return "delivers a signal";
    case Point::watch_signal:
      return "changes which signals arrive";
    case Point::look_at_signals:
      return "looks whether a signal has arrived";
    case Point::lock:
      return "locks";
    case Point::unlocked:
      return "has unlocked";
    case Point::notified:
      return "has been notified";
    case Point::wait:
      return "waits in the poller";
    case Point::wake:
      return "wakes the poller";
    case Point::callback:
      return "runs a callback";
    case Point::rest:
      return "does nothing";
    case Point::settle:
      return "goes on, as everybody else is at rest";
  }
  return "?";
}

}  // namespace

constinit thread_local Scheduler* Scheduler::current_ = nullptr;
constinit thread_local std::size_t Scheduler::number_ = 0;

void Scheduler::Baton::give() {
  {
    const std::lock_guard lock(mutex_);
    is_here_ = true;
  }
  given_.notify_one();
}

void Scheduler::Baton::take() {
  std::unique_lock lock(mutex_);
  given_.wait(lock, [this] { return is_here_; });
  is_here_ = false;
}

Scheduler::Scheduler(std::size_t thread_count) : points_(thread_count) {
  for (std::size_t number = 0; number < thread_count; ++number) {
    workers_.push_back(std::make_unique<Worker>());
  }
  for (std::size_t number = 0; number < thread_count; ++number) {
    workers_[number]->thread = std::thread([this, number] { serve(number); });
  }
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
  __sanitizer_set_death_callback(&Scheduler::print_before_death);
#endif
}

Scheduler::~Scheduler() {
  is_over_ = true;
  for (const std::unique_ptr<Worker>& worker : workers_) worker->baton.give();
  for (const std::unique_ptr<Worker>& worker : workers_) worker->thread.join();
  printed = nullptr;
}

void Scheduler::run(const std::vector<std::function<void()>>& programs, Picker& picker,
                    std::string replay) {
  printed = this;
  picker_ = &picker;
  replay_ = std::move(replay);
  trace_.clear();
  started_ = 0;
  for (std::size_t number = 0; number < programs.size(); ++number) {
    start(programs[number]);
  }
  choose()->baton.give();
  all_ended_.take();
  printed = nullptr;
}

std::size_t Scheduler::start(std::function<void()> program) {
  if (started_ == workers_.size()) die("there are not enough threads");
  Worker& worker = *workers_[started_];
  worker.program = std::move(program);
  worker.has_ended = false;
  points_[started_] = Point::begin;
  return started_++;
}

void Scheduler::print_trace(std::ostream& out) const {
  for (const Step& step : trace_) {
    out << "  thread " << step.thread << ' ' << words(step.point) << '\n';
  }
}

/// A thread's life: one program for each time that it is given the baton while it has ended.
void Scheduler::serve(std::size_t number) {
  Worker& self = *workers_[number];
  current_ = this;
  number_ = number;
  for (self.baton.take(); !is_over_; self.baton.take()) {
    trace_.push_back({number, Point::begin});
    self.program();
    self.has_ended = true;
    Worker* next = choose();
    (next != nullptr ? next->baton : all_ended_).give();
  }
}

void Scheduler::reach(Point point) {
  pause(point);
}

Resumed Scheduler::block(Point point, Patience patience, const std::function<bool()>& is_ready) {
  Worker& self = *workers_[number_];
  self.is_ready = &is_ready;
  self.patience = patience;
  const Resumed resumed = pause(point);
  self.is_ready = nullptr;
  return resumed;
}

Resumed Scheduler::pause(Point point) {
  Worker& self = *workers_[number_];
  points_[number_] = point;
  Worker* next = choose();
  if (next != &self) {
    next->baton.give();
    self.baton.take();
  }
  trace_.push_back({number_, point});
  return self.resumed;
}

/// False if all have ended.
bool Scheduler::list_ready() {
  ready_.clear();
  timed_.clear();
  bool is_any_left = false;
  for (std::size_t number = 0; number < workers_.size(); ++number) {
    Worker& worker = *workers_[number];
    if (worker.has_ended) continue;
    is_any_left = true;
    worker.resumed = Resumed::ready;
    if (worker.is_ready == nullptr || (*worker.is_ready)()) ready_.push_back(number);
  }
  return is_any_left;
}

/// Those of a patience that wait for something that has not happened.
void Scheduler::list_waiting(std::vector<std::size_t>& list, Patience patience, Resumed resumed) {
  for (std::size_t number = 0; number < workers_.size(); ++number) {
    Worker& worker = *workers_[number];
    const bool waits = !worker.has_ended && worker.is_ready != nullptr;
    if (!waits || worker.patience != patience || (*worker.is_ready)()) continue;
    worker.resumed = resumed;
    list.push_back(number);
  }
}

/// Null if all have ended.
Scheduler::Worker* Scheduler::choose() {
  if (!list_ready()) return nullptr;
  if (trace_.size() >= longest_run_steps) die("the run does not end");
  if (ready_.empty()) list_waiting(ready_, Patience::quiet, Resumed::quiet);
  list_waiting(timed_, Patience::deadline, Resumed::timed_out);
  if (ready_.empty() && timed_.empty()) list_waiting(ready_, Patience::stuck, Resumed::stuck);
  if (ready_.empty() && timed_.empty()) die("all threads wait for each other");
  return workers_[picker_->pick({number_, ready_, timed_, points_})].get();
}

void Scheduler::die(const char* reason) const {
  std::cerr << reason << '\n';
  print_before_death();
  std::abort();
}

void Scheduler::print_before_death() {
  const Scheduler* dying = std::exchange(printed, nullptr);
  if (dying == nullptr) return;
  dying->print_trace(std::cerr);
  std::cerr << "to see it again: " << dying->replay_ << std::endl;
}

// --- What the loop calls ---

void reach(Point point) noexcept {
  if (Scheduler* scheduler = Scheduler::current()) scheduler->reach(point);
}

void Mutex::lock() noexcept {
  if (Scheduler* scheduler = Scheduler::current()) {
    scheduler->block(Point::lock, Patience::endless, [this] { return !is_locked_; });
  }
  is_locked_ = true;
}

/// Does not touch the mutex once it is unlocked: it may be gone.
void Mutex::unlock() noexcept {
  is_locked_ = false;
  reach(Point::unlocked);
}

void Condition::wait(std::unique_lock<Mutex>& lock) noexcept {
  bool is_notified = false;
  waiters_.push_back(&is_notified);
  lock.unlock();
  Scheduler::current()->block(Point::notified, Patience::endless, [&] { return is_notified; });
  lock.lock();
}

void Condition::notify_one() noexcept {
  if (waiters_.empty()) return;
  *waiters_.front() = true;
  waiters_.erase(waiters_.begin());
}

Thread::Thread(std::function<void()> program)
    : number_(Scheduler::current()->start(std::move(program))) {}

/// After the run all threads have ended.
void Thread::join() noexcept {
  Scheduler* scheduler = Scheduler::current();
  if (scheduler == nullptr) return;
  scheduler->block(Point::notified, Patience::endless,
                   [this, scheduler] { return scheduler->has_ended(number_); });
}

void Condition::notify_all() noexcept {
  for (bool* is_notified : waiters_) *is_notified = true;
  waiters_.clear();
}

}  // namespace loop
