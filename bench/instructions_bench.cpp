// SPDX-License-Identifier: MIT
//
// Work of the other suites, by the same names, with N and with 2N fixed iterations, for `reports
// measure --instructions`. Few iterations: callgrind is about fifty times slower than the machine.

#include <benchmark/benchmark.h>

#include <cstdint>
#include <string>

#include "bench/microtasks_work.h"
#include "bench/our_loop.h"
#include "bench/post_work.h"
#include "bench/promises_work.h"
#include "bench/timers_work.h"
#include "loop/clock.h"

namespace bench {
namespace {

struct StillTime {
  loop::FakeClock clock;
};

/// Its time stands still: how often a loop asks the kernel depends on it, and where a timer lies
/// among others, so that instructions would differ from run to run.
class StillLoop : StillTime, public OurLoop {
 public:
  StillLoop() : OurLoop({.poller = nullptr, .clock = &clock}) {}
};

using StillTimers = TimersOf<StillLoop>;

void add_pair(const std::string& work, benchmark::internal::Function* body, std::int64_t iterations,
              std::int64_t argument = 0) {
  for (const std::int64_t count : {iterations, 2 * iterations}) {
    auto* added = benchmark::RegisterBenchmark((work + "/loop").c_str(), body);
    added->Iterations(count);
    if (argument != 0) added->Arg(argument);
  }
}

const bool added = [] {
  add_pair("post/same_thread_burst_1000/capture_16", same_thread_burst<StillLoop, 16>, 20);
  add_pair("post/same_thread_chain_1000", same_thread_chain<StillLoop>, 20);
  add_pair("timers/cancel_and_set", cancel_and_set<StillTimers>, 2000, 1000);
  add_pair("timers/fire_zero_delay", fire_zero_delay<StillTimers>, 20, 1000);
  add_pair("microtasks/burst_1000", microtasks, 20);
  add_pair("promises/then_chain_1000", then_chain, 10);
  return true;
}();

}  // namespace
}  // namespace bench
