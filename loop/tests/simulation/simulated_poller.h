// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <span>
#include <system_error>

#include "loop/clock.h"
#include "loop/interleaving.h"
#include "loop/pollers/poller.h"
#include "loop/tests/simulation/scheduler.h"

namespace loop {

/// A poller that waits in the scheduler, where time passes when the picker says so. It knows no
/// descriptors.
class SimulatedPoller final : public Poller {
 public:
  explicit SimulatedPoller(FakeClock& clock) : clock_(clock) {}

  bool supports(Trigger) const noexcept override { return true; }
  void add(int, std::uint64_t, Readiness, Trigger) override { refuse(); }
  void modify(int, std::uint64_t, Readiness, Trigger) override { refuse(); }
  void remove(int) noexcept override {}

  std::span<const Event> wait(TimePoint deadline) override {
    if (deadline != do_not_wait) sleep(deadline);
    is_woken_ = false;
    return {};
  }

  void wake() noexcept override {
    reach(Point::wake);
    ++wakes;
    is_woken_ = true;
  }

  std::size_t waits = 0;
  std::size_t wakes = 0;
  TimePoint sleeps_until = TimePoint::min();  ///< while it waits
  std::function<void()> on_stuck = [] {};     ///< called after a wait that nobody would have ended
  std::size_t endless_waits = 0;  ///< when nobody else could go on: nobody would ever end them

 private:
  [[noreturn]] static void refuse() {
    throw std::system_error(ENOTSUP, std::generic_category(), "the simulation has no descriptors");
  }

  void sleep(TimePoint deadline) {
    ++waits;
    sleeps_until = deadline;
    const Patience patience = deadline == forever ? Patience::stuck : Patience::deadline;
    const Resumed resumed =
        Scheduler::current()->block(Point::wait, patience, [this] { return is_woken_; });
    sleeps_until = TimePoint::min();
    if (resumed == Resumed::stuck) {
      ++endless_waits;
      on_stuck();
    }
    if (resumed == Resumed::timed_out) clock_.advance_to(deadline);
  }

  FakeClock& clock_;
  bool is_woken_ = false;
};

}  // namespace loop
