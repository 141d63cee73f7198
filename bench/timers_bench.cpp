// SPDX-License-Identifier: MIT
//
// Timers: ours, and the same on others.

#include <benchmark/benchmark.h>

#include <string>

#include "bench/our_loop.h"
#include "bench/peers/libuv.h"
#include "bench/timers_work.h"

namespace bench {
namespace {

template <class Timers>
void add_suite(const std::string& subject) {
  const auto add = [&](const std::string& work, void (*body)(benchmark::State&)) {
    return benchmark::RegisterBenchmark(("timers/" + work + "/" + subject).c_str(), body);
  };
  add("cancel_and_set", cancel_and_set<Timers>)->Arg(1000)->Arg(100'000);
  add("rearm", rearm<Timers>)->Arg(1000)->Arg(100'000);
  add("fire_zero_delay", fire_zero_delay<Timers>)->Arg(1000);
}

const bool added = [] {
  add_suite<OurTimers>("loop");
  add_suite<LibuvTimers>("libuv");
  return true;
}();

}  // namespace
}  // namespace bench
