// SPDX-License-Identifier: MIT
//
// What sharing a line costs on this machine: two threads, each on a counter of its own, with the
// counters packed, 64 and 128 bytes apart. On two hardware threads of one core the effect is
// invisible, since they share the cache; the numbers then say nothing about two cores.

#include <benchmark/benchmark.h>

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>

namespace bench {
namespace {

template <std::size_t distance_bytes>
struct alignas(distance_bytes) Counter {
  std::atomic<std::uint64_t> value = 0;
};

/// Two counters `distance_bytes` apart; the first begins a line of any known size.
template <std::size_t distance_bytes>
struct alignas(256) Counters {
  std::array<Counter<distance_bytes>, 2> each;
};

template <std::size_t distance_bytes>
Counters<distance_bytes> counters;

template <std::size_t distance_bytes>
std::atomic<std::uint64_t>& counter_of(const benchmark::State& state) {
  return counters<distance_bytes>.each[static_cast<std::size_t>(state.thread_index())].value;
}

template <std::size_t distance_bytes>
void both_add(benchmark::State& state) {
  std::atomic<std::uint64_t>& mine = counter_of<distance_bytes>(state);
  for (auto _ : state) mine.fetch_add(1, std::memory_order_relaxed);
}

/// How the only writer of a counter counts: without a read-modify-write.
template <std::size_t distance_bytes>
void both_load_and_store(benchmark::State& state) {
  std::atomic<std::uint64_t>& mine = counter_of<distance_bytes>(state);
  for (auto _ : state) {
    mine.store(mine.load(std::memory_order_relaxed) + 1, std::memory_order_relaxed);
  }
}

/// One thread adds to its counter, the other only ever reads its own, which nobody writes.
template <std::size_t distance_bytes>
void one_adds_one_reads(benchmark::State& state) {
  std::atomic<std::uint64_t>& mine = counter_of<distance_bytes>(state);
  if (state.thread_index() == 0) {
    for (auto _ : state) mine.fetch_add(1, std::memory_order_relaxed);
  } else {
    for (auto _ : state) benchmark::DoNotOptimize(mine.load(std::memory_order_relaxed));
  }
}

template <std::size_t distance_bytes>
void add_suite(const std::string& layout) {
  using Body = void (*)(benchmark::State&);
  const std::array<std::pair<const char*, Body>, 3> bodies = {{
      {"both_add", both_add<distance_bytes>},
      {"both_load_and_store", both_load_and_store<distance_bytes>},
      {"one_adds_one_reads", one_adds_one_reads<distance_bytes>},
  }};
  for (const auto& [work, body] : bodies) {
    const std::string name = std::string("false_sharing/") + work + "/" + layout;
    benchmark::RegisterBenchmark(name.c_str(), body)->Threads(2)->UseRealTime();
  }
}

const bool added = [] {
  add_suite<sizeof(std::atomic<std::uint64_t>)>("packed");
  add_suite<64>("64_bytes");
  add_suite<128>("128_bytes");
  return true;
}();

}  // namespace
}  // namespace bench
