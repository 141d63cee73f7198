// SPDX-License-Identifier: MIT
#pragma once

namespace loop {

/// What is built upon a loop, as loop/js is, and lives as long: one a loop. The loop's thread.
class Layer {
 public:
  virtual ~Layer() = default;

  /// Called at the end of every checkpoint that ran something. Microtasks and next-ticks that it
  /// queues run in the same checkpoint, and then it is called again. What it throws is treated as
  /// a callback's exception.
  virtual void end_checkpoint() = 0;

  /// The loop ends, and nothing runs any more: destroys all that waits, and says whether there was
  /// anything. Called until there is nothing, since destructors may add more.
  virtual bool discard() noexcept = 0;
};

}  // namespace loop
