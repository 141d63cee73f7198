// SPDX-License-Identifier: MIT
//
// A program whose instructions are counted for real, where valgrind is installed.

#include <benchmark/benchmark.h>

namespace {

void add_up(benchmark::State& state) {
  for (auto _ : state) {
    for (int i = 0; i < 100; ++i) benchmark::DoNotOptimize(i);
  }
}

void fail(benchmark::State& state) {
  for (auto _ : state) {
    state.SkipWithError("wrong result");
    break;
  }
}

BENCHMARK(add_up)->Iterations(100);
BENCHMARK(add_up)->Iterations(200);
BENCHMARK(add_up)->Iterations(100)->Threads(2);
BENCHMARK(add_up)->Iterations(200)->Threads(2);
BENCHMARK(add_up)->Name("v1.2")->Iterations(100);
BENCHMARK(add_up)->Name("v1.2")->Iterations(200);
BENCHMARK(fail)->Iterations(100);
BENCHMARK(fail)->Iterations(200);

}  // namespace

BENCHMARK_MAIN();
