// SPDX-License-Identifier: MIT
//
// What runs after a callback, and immediates.

#include "bench/microtasks_work.h"

namespace bench {
namespace {

BENCHMARK(microtasks)->Name("microtasks/burst_1000/loop");
BENCHMARK(next_ticks)->Name("next_ticks/burst_1000/loop");
BENCHMARK(immediates)->Name("immediates/burst_1000/loop");

}  // namespace
}  // namespace bench
