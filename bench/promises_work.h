// SPDX-License-Identifier: MIT
//
// Rounds of a thousand steps of promises, each in a task of the loop.
#pragma once

#include <benchmark/benchmark.h>

#include <cstdint>

#include "bench/allocations.h"
#include "bench/our_loop.h"
#include "loop/js/promise.h"

namespace bench {

inline constexpr int steps = 1000;

/// Runs `begin(loop, done)` as a task, until it has called `done()`.
template <class Begin>
void run_rounds(benchmark::State& state, Begin begin) {
  OurLoop subject;
  std::uint64_t ended = 0;
  const auto one_round = [&] {
    const std::uint64_t goal = ended + 1;
    subject.post([&] { begin(subject.get(), [&ended] { ++ended; }); });
    subject.run_until([&] { return ended >= goal; });
  };
  // Rounds begin at any place of the rings' blocks, and one may need a block more than another.
  for (int round = 0; round < 64; ++round) one_round();
  for (auto _ : state) {
    const SteadyState steady;
    one_round();
  }
  state.SetItemsProcessed(state.iterations() * steps);
}

/// Each promise waits for the one before it.
inline void then_chain(benchmark::State& state) {
  run_rounds(state, [](loop::Loop& loop, auto done) {
    auto last = loop::js::Promise<int>::resolve(loop, 0);
    for (int i = 0; i < steps; ++i) last = last.then([](int value) { return value + 1; });
    last.then([done](int value) {
      benchmark::DoNotOptimize(value);
      done();
    });
  });
}

}  // namespace bench
