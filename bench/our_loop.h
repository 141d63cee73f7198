// SPDX-License-Identifier: MIT
//
// loop::Loop as the suites drive every subject: post, run until done, timers by slot.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "loop/loop.h"

namespace bench {

class OurLoop {
 public:
  OurLoop() = default;
  explicit OurLoop(loop::LoopOptions options) : loop_(std::move(options)) {}

  template <class Callable>
  void post(Callable&& callable) {
    loop_.post(std::forward<Callable>(callable));
  }

  /// Turns until `done()`, waiting where there is nothing to do.
  template <class Done>
  void run_until(Done done) {
    while (!done()) loop_.run_once();
  }

  loop::Loop& get() { return loop_; }

 private:
  loop::Loop loop_;
};

template <class Subject>
class TimersOf {
 public:
  explicit TimersOf(std::size_t count) : ids_(count) {}

  void set(std::size_t slot, std::uint64_t delay_ms) {
    ids_[slot] = loop_.get().add_timer(std::chrono::milliseconds(delay_ms), [this] { ++fired_; });
  }

  void cancel(std::size_t slot) { loop_.get().cancel_timer(ids_[slot]); }

  void rearm(std::size_t slot, std::uint64_t delay_ms) {
    loop_.get().rearm_timer(ids_[slot], std::chrono::milliseconds(delay_ms));
  }

  /// Calls `body()` in a callback of the loop, where programs set their timers.
  template <class Body>
  void inside(Body&& body) {
    loop_.post([&] { body(); });
    loop_.get().run_once();
  }

  void run_until_fired(std::uint64_t count) {
    loop_.run_until([&] { return fired_ >= count; });
  }

  std::uint64_t fired() const { return fired_; }

 private:
  Subject loop_;
  std::vector<loop::TimerId> ids_;
  std::uint64_t fired_ = 0;
};

using OurTimers = TimersOf<OurLoop>;

}  // namespace bench
