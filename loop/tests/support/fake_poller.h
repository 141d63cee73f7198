// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <stdexcept>
#include <system_error>
#include <vector>

#include "loop/clock.h"
#include "loop/pollers/poller.h"

namespace loop {

/// A poller whose descriptors are ready when the test says so, and that moves the clock to the
/// deadline instead of waiting. A wait that would last forever is an error of the test.
class FakePoller final : public Poller {
 public:
  struct Registration {
    std::uint64_t token;
    Readiness interest;
    Trigger trigger;
  };

  explicit FakePoller(FakeClock& clock) : clock_(clock) {}

  bool supports(Trigger) const noexcept override { return true; }

  void add(int descriptor, std::uint64_t token, Readiness interest, Trigger trigger) override {
    if (!registrations.try_emplace(descriptor, token, interest, trigger).second) {
      throw std::system_error(EEXIST, std::generic_category(), "add");
    }
  }

  void modify(int descriptor, std::uint64_t token, Readiness interest, Trigger trigger) override {
    registrations.at(descriptor) = {token, interest, trigger};
  }

  void remove(int descriptor) noexcept override { registrations.erase(descriptor); }

  std::span<const Event> wait(TimePoint deadline) override {
    deadlines.push_back(deadline);
    if (on_wait) on_wait();
    reported_.clear();
    reported_.swap(ready_);
    const bool is_woken = woken_.exchange(false);
    if (reported_.empty() && !is_woken && deadline != do_not_wait) {
      if (deadline == forever) throw std::logic_error("the loop would sleep forever");
      clock_.advance_to(deadline);
    }
    return reported_;
  }

  void wake() noexcept override {
    wakes.fetch_add(1);
    woken_.store(true);
  }

  /// Reports the descriptor in the next wait, with the token that it has now.
  void make_ready(int descriptor, Readiness readiness) {
    ready_.push_back({registrations.at(descriptor).token, readiness});
  }

  std::map<int, Registration> registrations;
  std::vector<TimePoint> deadlines;  // of every wait so far
  std::function<void()> on_wait;     // what happens while the loop sleeps
  std::atomic<int> wakes{0};

 private:
  FakeClock& clock_;
  std::vector<Event> ready_;
  std::vector<Event> reported_;
  std::atomic<bool> woken_{false};
};

}  // namespace loop
