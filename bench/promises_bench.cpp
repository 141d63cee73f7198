// SPDX-License-Identifier: MIT
//
// Promises and coroutines: one step of each kind, a thousand at a time.

#include <benchmark/benchmark.h>

#include "bench/promises_work.h"
#include "loop/js/coroutine.h"
#include "loop/js/hop.h"
#include "loop/js/promise.h"

namespace bench {
namespace {

using loop::js::Promise;

/// All wait for one promise, which is settled.
void then_on_settled(benchmark::State& state) {
  run_rounds(state, [](loop::Loop& loop, auto done) {
    const auto settled = Promise<int>::resolve(loop, 1);
    for (int i = 1; i < steps; ++i) {
      settled.then([](int value) { benchmark::DoNotOptimize(value); });
    }
    settled.then([done](int) { done(); });
  });
}

template <class Done>
Promise<void> await_ready_promises(loop::Loop& loop, Done done) {
  const auto ready = Promise<int>::resolve(loop, 1);
  int sum = 0;
  for (int i = 0; i < steps; ++i) sum += co_await ready;
  benchmark::DoNotOptimize(sum);
  done();
}

Promise<int> child(loop::Loop&) {
  co_return 1;
}

template <class Done>
Promise<void> await_children(loop::Loop& loop, Done done) {
  int sum = 0;
  for (int i = 0; i < steps; ++i) sum += co_await child(loop);
  benchmark::DoNotOptimize(sum);
  done();
}

template <class Done>
Promise<void> hop(loop::Loop& loop, Done done) {
  for (int i = 0; i < steps; ++i) co_await loop::js::post(loop);
  done();
}

void await_ready(benchmark::State& state) {
  run_rounds(state, [](loop::Loop& loop, auto done) { await_ready_promises(loop, done); });
}

void await_child(benchmark::State& state) {
  run_rounds(state, [](loop::Loop& loop, auto done) { await_children(loop, done); });
}

void await_post(benchmark::State& state) {
  run_rounds(state, [](loop::Loop& loop, auto done) { hop(loop, done); });
}

BENCHMARK(then_chain)->Name("promises/then_chain_1000/loop");
BENCHMARK(then_on_settled)->Name("promises/then_on_settled_1000/loop");
BENCHMARK(await_ready)->Name("coroutines/await_ready_1000/loop");
BENCHMARK(await_child)->Name("coroutines/await_child_1000/loop");
BENCHMARK(await_post)->Name("coroutines/await_post_1000/loop");

}  // namespace
}  // namespace bench
