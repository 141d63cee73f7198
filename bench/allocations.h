// SPDX-License-Identifier: MIT
#pragma once

#include <benchmark/benchmark.h>

namespace bench {

/// Counts the heap allocations of the whole process, whatever library makes them, for the
/// `allocs_per_iter` of Google Benchmark's output. Google Benchmark runs each benchmark once more
/// for this, for at most 16 iterations, so the timed run pays nothing.
class AllocationCounter final : public benchmark::MemoryManager {
 public:
  void Start() override;
  // Google Benchmark 1.7 declares both, later versions only the second; so no `override` here.
  void Stop(Result* result);
  void Stop(Result& result) override;
};

/// Only allocations made while one of these lives are counted: a benchmark creates it after its
/// set-up and warm-up, so that what is counted is the steady state.
class SteadyState {
 public:
  SteadyState();
  ~SteadyState();
  SteadyState(const SteadyState&) = delete;
  SteadyState& operator=(const SteadyState&) = delete;
};

}  // namespace bench
