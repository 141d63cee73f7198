// SPDX-License-Identifier: MIT
//
// The main of every suite: Google Benchmark's own flags, allocations counted, and in the context
// what Google Benchmark does not know of itself.

#include <benchmark/benchmark.h>

#include "bench/allocations.h"

int main(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 2;
  benchmark::AddCustomContext("compiler", BENCH_COMPILER);
  benchmark::AddCustomContext("build_type", BENCH_BUILD_TYPE);
  benchmark::AddCustomContext("flags", BENCH_FLAGS);

  bench::AllocationCounter allocations;
  benchmark::RegisterMemoryManager(&allocations);
  const std::size_t ran = benchmark::RunSpecifiedBenchmarks();
  benchmark::RegisterMemoryManager(nullptr);
  benchmark::Shutdown();
  return ran == 0 ? 3 : 0;
}
