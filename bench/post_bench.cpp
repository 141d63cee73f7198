// SPDX-License-Identifier: MIT
//
// Handing tasks to a loop: ours, and the same on others.

#include <benchmark/benchmark.h>

#include <string>

#include "bench/our_loop.h"
#include "bench/peers/libuv.h"
#include "bench/post_work.h"

namespace bench {
namespace {

template <class Subject>
void add_suite(const std::string& subject) {
  const auto add = [&](const std::string& work, void (*body)(benchmark::State&)) {
    return benchmark::RegisterBenchmark(("post/" + work + "/" + subject).c_str(), body);
  };
  add("same_thread_burst_1000/capture_16", same_thread_burst<Subject, 16>);
  add("same_thread_burst_1000/capture_40", same_thread_burst<Subject, 40>);
  add("same_thread_chain_1000", same_thread_chain<Subject>);
  add("cross_thread_burst_1000", cross_thread_burst<Subject>)->UseRealTime();
}

const bool added = [] {
  add_suite<OurLoop>("loop");
  add_suite<LibuvLoop>("libuv");
  return true;
}();

}  // namespace
}  // namespace bench
