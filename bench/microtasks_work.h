// SPDX-License-Identifier: MIT
//
// What runs after a callback: microtasks and next-ticks; and immediates, which run after the poll.
#pragma once

#include <benchmark/benchmark.h>

#include <cstdint>

#include "bench/allocations.h"
#include "bench/our_loop.h"
#include "bench/post_work.h"

namespace bench {

/// One callback calls `queue(loop, task)` a thousand times; the loop runs them all.
template <class Queue>
void queue_burst(benchmark::State& state, Queue queue) {
  OurLoop subject;
  std::uint64_t ran = 0;
  const auto one_round = [&] {
    const std::uint64_t goal = ran + burst;
    subject.post([&] {
      for (std::uint64_t i = 0; i < burst; ++i) queue(subject.get(), [&ran] { ++ran; });
    });
    subject.run_until([&] { return ran >= goal; });
  };
  // A burst begins at any place of the ring's blocks, and may reach into one block more than
  // another.
  for (int round = 0; round < 64; ++round) one_round();
  for (auto _ : state) {
    const SteadyState steady;
    one_round();
  }
  state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations()) *
                          static_cast<std::int64_t>(burst));
}

inline void microtasks(benchmark::State& state) {
  queue_burst(state, [](loop::Loop& loop, auto task) { loop.queue_microtask(task); });
}

inline void next_ticks(benchmark::State& state) {
  queue_burst(state, [](loop::Loop& loop, auto task) { loop.next_tick(task); });
}

inline void immediates(benchmark::State& state) {
  queue_burst(state, [](loop::Loop& loop, auto task) { loop.set_immediate(task); });
}

}  // namespace bench
