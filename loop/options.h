// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>

#include "loop/clock.h"
#include "loop/pollers/poller.h"

namespace loop {

/// What a loop is made of. Tests pass fakes; everybody else passes nothing.
struct LoopOptions {
  std::unique_ptr<Poller> poller = nullptr;  ///< null: the best of this platform

  /// Null: the machine's. Must outlive the loop, and go with the poller, which waits until a time.
  const Clock* clock = nullptr;

  /// Threads for offload(), each started when it is needed; 0 is taken for 1.
  std::size_t most_workers = 4;

  /// 0: the loop does not measure itself; N: it measures one callback in N, see metrics().
  std::uint32_t measure_one_in = 0;
};

/// What a loop had accepted and will not run. Destroying it was the last thing it did with it.
struct Discarded {
  std::size_t tasks = 0;       ///< of both lanes
  std::size_t microtasks = 0;  ///< next-ticks included
  std::size_t immediates = 0;
  std::size_t close_callbacks = 0;
  std::size_t timers = 0;
  std::size_t watches = 0;
  std::size_t signals = 0;  ///< watches of signals
  std::size_t work = 0;     ///< of offload(): never begun, or its receiver not called
};

}  // namespace loop
