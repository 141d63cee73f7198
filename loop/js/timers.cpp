// SPDX-License-Identifier: MIT
#include "loop/js/timers.h"

#include <algorithm>
#include <chrono>
#include <memory>
#include <utility>

#include "loop/js/interval_state.h"

namespace loop::js {
namespace {

constexpr Duration html_shortest_delay = std::chrono::milliseconds(4);
constexpr std::uint32_t html_deepest_unclamped = 5;

Duration clamped(const Runtime& runtime, std::uint32_t nesting_level, Duration delay) noexcept {
  const bool is_clamped = runtime.timer_clamp == TimerClamp::html &&
                          nesting_level > html_deepest_unclamped && delay >= Duration::zero();
  return is_clamped ? std::max(delay, html_shortest_delay) : delay;
}

/// The time during which a timer's callback runs.
class Nesting {
 public:
  Nesting(Runtime& runtime, std::uint32_t level) noexcept
      : runtime_(runtime), outer_level_(std::exchange(runtime.timer_nesting_level, level)) {}
  Nesting(const Nesting&) = delete;
  Nesting& operator=(const Nesting&) = delete;
  ~Nesting() { runtime_.timer_nesting_level = outer_level_; }

 private:
  Runtime& runtime_;
  std::uint32_t outer_level_;
};

/// A callback that knows how deep it is nested.
struct NestedTimeout {
  Task callback;
  Runtime* runtime;
  std::uint32_t nesting_level;

  void operator()() {
    const Nesting nesting(*runtime, nesting_level);
    callback();
  }
};

/// From the run on that is nested too deep each run waits for the clamped time.
void run_interval(IntervalState& state) {
  Runtime& runtime = *state.runtime;
  const Duration delay = clamped(runtime, state.nesting_level, state.interval);
  if (delay != state.interval) runtime.loop().rearm_timer(state.timer, delay);
  const Nesting nesting(runtime, state.nesting_level);
  if (state.nesting_level <= html_deepest_unclamped) ++state.nesting_level;
  state.callback();
}

}  // namespace

TimerId set_timeout(Loop& loop, Task callback, Duration delay) {
  Runtime& runtime = Runtime::of(loop);
  if (runtime.timer_clamp == TimerClamp::none) return loop.add_timer(delay, std::move(callback));
  require_function(callback);
  const std::uint32_t level = runtime.timer_nesting_level;
  return loop.add_timer(clamped(runtime, level, delay),
                        NestedTimeout{std::move(callback), &runtime, level + 1});
}

TimerId set_interval(Loop& loop, Task callback, Duration interval) {
  Runtime& runtime = Runtime::of(loop);
  require_function(callback);
  const std::uint32_t level = runtime.timer_nesting_level;
  std::unique_ptr<IntervalState> owned(new IntervalState{.callback = std::move(callback),
                                                         .runtime = &runtime,
                                                         .interval = interval,
                                                         .nesting_level = level + 1});
  IntervalState& state = *owned;
  state.timer =
      loop.add_repeating_timer(interval, [owned = std::move(owned)] { run_interval(*owned); });
  const Duration first = clamped(runtime, level, interval);
  if (first != interval) loop.rearm_timer(state.timer, first);
  return state.timer;
}

ImmediateId set_immediate(Loop& loop, Task callback) {
  Runtime& runtime = Runtime::of(loop);
  require_function(callback);
  const ImmediateId id = runtime.immediates.add(std::move(callback));
  loop.set_immediate(ImmediateRun(runtime.immediates, id));
  return id;
}

bool clear_timeout(Loop& loop, TimerId id) {
  return loop.cancel_timer(id);
}

bool clear_interval(Loop& loop, TimerId id) {
  return loop.cancel_timer(id);
}

bool clear_immediate(Loop& loop, ImmediateId id) {
  if (loop.state() == State::terminated) return false;
  return static_cast<bool>(Runtime::of(loop).immediates.take(id));
}

void set_timer_clamp(Loop& loop, TimerClamp clamp) {
  Runtime::of(loop).timer_clamp = clamp;
}

}  // namespace loop::js
