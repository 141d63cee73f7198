// SPDX-License-Identifier: MIT
//
// What a loop pays for measuring itself: nothing if it does not, and how much if it does.

#include <benchmark/benchmark.h>

#include <cstdint>
#include <string>

#include "bench/our_loop.h"
#include "bench/post_work.h"

namespace bench {
namespace {

template <std::uint32_t one_in>
struct MeasuredLoop : OurLoop {
  MeasuredLoop() : OurLoop(loop::LoopOptions{.measure_one_in = one_in}) {}
};

/// Of a loop that rests, in the same thread: the copy, and the quantiles computed from it.
void snapshot(benchmark::State& state) {
  MeasuredLoop<1> subject;
  std::uint64_t ran = 0;
  post_burst_and_run<MeasuredLoop<1>, CountRun<8>>(subject, ran);
  for (auto _ : state) {
    const SteadyState steady;
    benchmark::DoNotOptimize(subject.get().metrics());
  }
}

template <std::uint32_t one_in>
void add_suite(const std::string& subject) {
  using Subject = MeasuredLoop<one_in>;
  const auto add = [&](const std::string& work, void (*body)(benchmark::State&)) {
    return benchmark::RegisterBenchmark(("metrics/" + work + "/" + subject).c_str(), body);
  };
  add("same_thread_burst_1000/capture_16", same_thread_burst<Subject, 16>);
  add("same_thread_chain_1000", same_thread_chain<Subject>);
  add("cross_thread_burst_1000", cross_thread_burst<Subject>)->UseRealTime();
}

const bool added = [] {
  add_suite<0>("off");
  add_suite<16>("one_in_16");
  add_suite<1>("every_one");
  benchmark::RegisterBenchmark("metrics/snapshot", snapshot);
  return true;
}();

}  // namespace
}  // namespace bench
