// SPDX-License-Identifier: MIT
//
// A message to a loop on another thread and back, both asleep in between: the price of waking up.
// The kernel's share dominates; there is little to win, and nothing may be lost.

#include <benchmark/benchmark.h>

#include <atomic>
#include <cstdint>
#include <string>
#include <thread>

#include "bench/allocations.h"
#include "bench/our_loop.h"
#include "bench/peers/libuv.h"

namespace bench {
namespace {

template <class Subject>
void two_loops(benchmark::State& state) {
  Subject here;
  Subject there;
  bool stopped = false;  // touched by the other thread alone
  std::thread other([&] { there.run_until([&] { return stopped; }); });

  std::uint64_t returned = 0;
  const auto round_trip = [&] {
    const std::uint64_t goal = returned + 1;
    there.post([&] { here.post([&] { ++returned; }); });
    here.run_until([&] { return returned == goal; });
  };
  round_trip();
  for (auto _ : state) {
    const SteadyState steady;
    round_trip();
  }
  state.SetItemsProcessed(state.iterations());

  there.post([&] { stopped = true; });
  other.join();
}

template <class Subject>
void add_suite(const std::string& subject) {
  benchmark::RegisterBenchmark(("ping_pong/two_loops/" + subject).c_str(), two_loops<Subject>)
      ->UseRealTime();
}

const bool added = [] {
  add_suite<OurLoop>("loop");
  add_suite<LibuvLoop>("libuv");
  return true;
}();

}  // namespace
}  // namespace bench
