// Counters, state that loops read, and classes with virtual functions.
#include <benchmark/benchmark.h>

void count(benchmark::State& state) {
  for (auto _ : state) state.counters["n"] += 1;
}
BENCHMARK(count);

benchmark::ConsoleReporter reporter;
