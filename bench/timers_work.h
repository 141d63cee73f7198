// SPDX-License-Identifier: MIT
//
// Timers, with many of them outstanding, as servers have: one timeout per connection, set and
// cancelled far more often than it fires. Each body is the same work for every subject.
#pragma once

#include <benchmark/benchmark.h>

#include <cstddef>
#include <cstdint>

#include "bench/allocations.h"

namespace bench {

/// Deadlines from one second to about a quarter of an hour, in an order without a pattern.
inline std::uint64_t far_delay_ms(std::uint64_t i) {
  return 1000 + i * 2654435761 % 1'000'000;
}

/// Calls `change(timers, slot, delay_ms)` for one timer after the other, `range(0)` of them
/// outstanding.
template <class Timers, class Change>
void change_far_timers(benchmark::State& state, Change change) {
  const auto outstanding = static_cast<std::size_t>(state.range(0));
  Timers timers(outstanding);
  timers.inside([&] {
    for (std::size_t slot = 0; slot < outstanding; ++slot) timers.set(slot, far_delay_ms(slot));
    std::uint64_t i = 0;
    for (auto _ : state) {
      const SteadyState steady;
      const std::size_t slot = static_cast<std::size_t>(i * 7919) % outstanding;
      change(timers, slot, far_delay_ms(++i));
    }
  });
  if (timers.fired() != 0) state.SkipWithError("a far timer fired");
  state.SetItemsProcessed(state.iterations());
}

template <class Timers>
void cancel_and_set(benchmark::State& state) {
  change_far_timers<Timers>(state, [](Timers& timers, std::size_t slot, std::uint64_t delay_ms) {
    timers.cancel(slot);
    timers.set(slot, delay_ms);
  });
}

template <class Timers>
void rearm(benchmark::State& state) {
  change_far_timers<Timers>(state, [](Timers& timers, std::size_t slot, std::uint64_t delay_ms) {
    timers.rearm(slot, delay_ms);
  });
}

/// Sets `range(0)` timers that are due at once and runs them all.
template <class Timers>
void fire_zero_delay(benchmark::State& state) {
  const auto count = static_cast<std::size_t>(state.range(0));
  Timers timers(count);
  const auto one_round = [&] {
    const std::uint64_t goal = timers.fired() + count;
    timers.inside([&] {
      for (std::size_t slot = 0; slot < count; ++slot) timers.set(slot, 0);
    });
    timers.run_until_fired(goal);
  };
  one_round();
  for (auto _ : state) {
    const SteadyState steady;
    one_round();
  }
  state.SetItemsProcessed(state.iterations() * state.range(0));
}

}  // namespace bench
