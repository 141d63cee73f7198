// SPDX-License-Identifier: MIT
#pragma once

#include <benchmark/benchmark.h>

namespace bench {

/// Counts the heap allocations of the whole process, whatever library makes them, for the
/// `allocs_per_iter` of Google Benchmark's output. Google Benchmark runs each benchmark once more
/// for this, for at most 16 iterations, so the timed run pays no more than a branch.
class AllocationCounter final : public benchmark::MemoryManager {
 public:
  void Start() override;
  // Google Benchmark 1.7 declares both, later versions only the second; so no `override` here.
  void Stop(Result* result);
  void Stop(Result& result) override;

 private:
  friend class SteadyState;
  static inline bool is_counting_run_ = false;  // seen by the benchmark's own thread alone
};

/// Only allocations made while one of these lives are counted. A benchmark, once set up and warm,
/// creates one in each iteration: around the loop, Google Benchmark's own would be counted too.
class SteadyState {
 public:
  SteadyState() {
    if (AllocationCounter::is_counting_run_) count(true);
  }
  ~SteadyState() {
    if (AllocationCounter::is_counting_run_) count(false);
  }
  SteadyState(const SteadyState&) = delete;
  SteadyState& operator=(const SteadyState&) = delete;

 private:
  static void count(bool on);
};

}  // namespace bench
