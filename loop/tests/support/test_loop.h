// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "loop/loop.h"
#include "loop/tests/support/fake_poller.h"

namespace loop {

/// A loop on fake time and fake readiness, and a log of what ran.
struct TestLoop {
  FakeClock clock;
  FakePoller* poller = new FakePoller(clock);
  Loop loop{LoopOptions{.poller = std::unique_ptr<Poller>(poller), .clock = &clock}};
  std::vector<std::string> log;

  /// A task that notes that it ran.
  Task note(std::string text) {
    return [this, text = std::move(text)] { log.push_back(text); };
  }
};

}  // namespace loop
