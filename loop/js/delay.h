// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <exception>
#include <memory>
#include <optional>
#include <source_location>
#include <utility>

#include "loop/clock.h"
#include "loop/js/abort.h"
#include "loop/js/block_pool.h"
#include "loop/js/promise.h"
#include "loop/loop.h"

namespace loop::js {

/// What the timer of a delay holds, which the end of the loop destroys.
struct DelayState {
  explicit DelayState(Loop& of) noexcept : loop(of) {}
  DelayState(const DelayState&) = delete;
  DelayState& operator=(const DelayState&) = delete;
  ~DelayState() {
    if (promise) promise->give_up(terminated_error());
  }

  void end() {
    on_abort.reset();  // the loop may keep this until the checkpoint is over
    promise->fulfil();
  }

  /// Destroys this.
  void abort(const std::exception_ptr& reason) {
    promise->reject(reason);
    loop.cancel_timer(timer);
  }

  static void* operator new(std::size_t size_bytes) { return BlockPool::allocate(size_bytes); }
  static void operator delete(void* state, std::size_t size_bytes) noexcept {
    BlockPool::release(state, size_bytes);
  }

  Loop& loop;
  TimerId timer{};
  Reference<StateOf<void>> promise;
  std::optional<AbortListener> on_abort;
};

/// Fulfilled `duration` after the time of this turn, by a timer. If the signal is aborted before,
/// rejected with its reason, and the timer is cancelled; at once if it is aborted already. Nothing
/// else cancels the timer, which keeps the loop alive: not that nobody waits any more. Rejected
/// with Errc::terminated if the loop ends before. Loop's thread. Throws Errc::negative_delay,
/// Errc::wrong_thread, Errc::terminated.
inline Promise<void> delay(Loop& loop, Duration duration, const AbortSignal& signal = {},
                           std::source_location where = std::source_location::current()) {
  if (signal.aborted()) return Promise<void>::reject(loop, signal.reason(), where);
  auto promise = Reference<StateOf<void>>::adopt(*new StateOf<void>(Runtime::of(loop), 1, where));
  auto owned = std::make_unique<DelayState>(loop);
  DelayState& state = *owned;
  if (signal.can_abort()) {
    state.on_abort.emplace(signal,
                           [&state](const std::exception_ptr& reason) { state.abort(reason); });
  }
  state.timer = loop.add_timer(duration, [owned = std::move(owned)] { owned->end(); });
  state.promise = promise;  // not before: nobody shall hear of a delay that could not begin
  return Promise<void>(std::move(promise));
}

}  // namespace loop::js
