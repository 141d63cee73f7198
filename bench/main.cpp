// SPDX-License-Identifier: MIT
//
// The main of every suite: Google Benchmark's own flags, with allocations counted and the machine
// described. Exits 3 when the filter matched nothing.

#include <benchmark/benchmark.h>

#include "bench/allocations.h"
#include "bench/context.h"

int main(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 2;
  bench::add_context();

  bench::AllocationCounter allocations;
  benchmark::RegisterMemoryManager(&allocations);
  const std::size_t ran = benchmark::RunSpecifiedBenchmarks();
  benchmark::RegisterMemoryManager(nullptr);
  benchmark::Shutdown();
  return ran == 0 ? 3 : 0;
}
