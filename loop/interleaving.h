// SPDX-License-Identifier: MIT
//
// Where threads may overtake each other: a point stands before every access to what they share.
// With LOOP_SIMULATED defined, as only a test does, a scheduler decides at each point who goes on,
// and it knows the locks below. Otherwise the points are nothing and the locks are the standard's.
//
// To add a point: 1. name it here; 2. call reach() right before the access; 3. give it words in
// tests/simulation/scheduler.cpp.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <thread>

#ifdef LOOP_SIMULATED
#include <functional>
#include <utility>
#include <vector>
#endif

namespace loop {

/// What a thread is about to do.
enum class Point : std::uint8_t {
  begin,            ///< anything at all
  load_state,       ///< read the loop's state
  fall_asleep,      ///< change it to sleeping
  change_state,     ///< change it to another one
  terminate,        ///< change it to terminating
  read_head,        ///< read the head of an ingress, to push or to claim
  push,             ///< push onto an ingress
  claim,            ///< take all that an ingress holds
  look,             ///< see whether an ingress is empty
  close,            ///< close an ingress
  announce,         ///< say that a timer or an outcome has come
  accept,           ///< unsay it, to look what has come
  deliver,          ///< take a step of delivering a signal
  watch_signal,     ///< change which signals arrive, or wait for a delivery
  look_at_signals,  ///< see which signals have arrived
  lock,             ///< lock a mutex
  unlocked,         ///< leave what a mutex protects
  notified,         ///< go on after it was notified
  wait,             ///< wait in the poller
  wake,             ///< wake the poller
  callback,         ///< run a callback
  rest,             ///< nothing, for a while
  settle,           ///< go on after everybody else has come to rest
};

#ifdef LOOP_SIMULATED

inline constexpr std::size_t point_count = static_cast<std::size_t>(Point::settle) + 1;

/// Lets the scheduler choose who goes on. Does nothing on a thread that it does not know.
void reach(Point point) noexcept;

/// A mutex whose waiters the scheduler knows.
class Mutex {
 public:
  void lock() noexcept;
  void unlock() noexcept;

 private:
  bool is_locked_ = false;
};

/// A condition variable whose waiters the scheduler knows: first come, first notified.
class Condition {
 public:
  void wait(std::unique_lock<Mutex>& lock) noexcept;

  template <typename Predicate>
  void wait(std::unique_lock<Mutex>& lock, Predicate predicate) {
    while (!predicate()) wait(lock);
  }

  void notify_one() noexcept;
  void notify_all() noexcept;

 private:
  std::vector<bool*> waiters_;
};

/// A thread that takes its turns as the scheduler says.
class Thread {
 public:
  explicit Thread(std::function<void()> program);
  Thread(Thread&& other) noexcept : number_(std::exchange(other.number_, 0)) {}
  Thread& operator=(Thread&&) = delete;

  void join() noexcept;

 private:
  std::size_t number_;
};

#else

inline void reach(Point) noexcept {}

using Mutex = std::mutex;
using Condition = std::condition_variable;
using Thread = std::thread;

#endif

}  // namespace loop
