// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "loop/loop.h"
#include "loop/tests/support/fake_poller.h"

namespace loop {

/// A capture that calls `function` when the last copy of it is destroyed.
inline std::shared_ptr<void> at_end(std::function<void()> function) {
  return {nullptr, [function = std::move(function)](void*) { function(); }};
}

/// A loop on fake time and fake readiness, and a log of what ran.
struct TestLoop {
  explicit TestLoop(std::uint32_t measure_one_in = 0)
      : loop(LoopOptions{.poller = std::unique_ptr<Poller>(poller),
                         .clock = &clock,
                         .measure_one_in = measure_one_in}) {}

  FakeClock clock;
  FakePoller* poller = new FakePoller(clock);
  Loop loop;
  std::vector<std::string> log;

  /// A task that notes that it ran.
  Task note(std::string text) {
    return [this, text = std::move(text)] { log.push_back(text); };
  }
};

}  // namespace loop
