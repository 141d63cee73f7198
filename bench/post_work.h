// SPDX-License-Identifier: MIT
//
// Handing tasks to a loop. Each body is the same work for every subject; its time is that of the
// whole burst, and items_per_second counts tasks.
#pragma once

#include <benchmark/benchmark.h>

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <thread>

#include "bench/allocations.h"

namespace bench {

inline constexpr std::uint64_t burst = 1000;

/// Queues grow in the first round and recycle what they grew from the second on.
inline constexpr int warm_up_rounds = 3;

/// `captured_bytes` more than the reference to the counter: what a task of an application carries.
template <std::size_t captured_bytes>
struct CountRun {
  std::uint64_t* ran;
  unsigned char payload[captured_bytes];

  void operator()() const {
    benchmark::DoNotOptimize(payload[0]);
    ++*ran;
  }
};

inline void report_tasks(benchmark::State& state, std::uint64_t ran) {
  if (ran == 0) state.SkipWithError("no task ran");
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(burst));
}

/// A task on the loop's thread posts a burst, and the loop runs it.
template <class Subject, class Task>
void post_burst_and_run(Subject& subject, std::uint64_t& ran) {
  const std::uint64_t goal = ran + burst;
  subject.post([&subject, &ran] {
    for (std::uint64_t i = 0; i < burst; ++i) subject.post(Task{&ran, {}});
  });
  subject.run_until([&] { return ran == goal; });
}

template <class Subject, std::size_t captured_bytes>
void same_thread_burst(benchmark::State& state) {
  using Task = CountRun<captured_bytes - sizeof(std::uint64_t*)>;
  Subject subject;
  std::uint64_t ran = 0;
  for (int round = 0; round < warm_up_rounds; ++round) {
    post_burst_and_run<Subject, Task>(subject, ran);
  }
  for (auto _ : state) {
    const SteadyState steady;
    post_burst_and_run<Subject, Task>(subject, ran);
  }
  report_tasks(state, ran);
}

/// Each task posts the next one: the shortest path from post to run.
template <class Subject>
struct Link {
  Subject* subject;
  std::uint64_t* ran;
  std::uint64_t left;

  void operator()() const {
    ++*ran;
    if (left > 1) subject->post(Link{subject, ran, left - 1});
  }
};

template <class Subject>
void post_chain_and_run(Subject& subject, std::uint64_t& ran) {
  const std::uint64_t goal = ran + burst;
  subject.post(Link<Subject>{&subject, &ran, burst});
  subject.run_until([&] { return ran == goal; });
}

template <class Subject>
void same_thread_chain(benchmark::State& state) {
  Subject subject;
  std::uint64_t ran = 0;
  for (int round = 0; round < warm_up_rounds; ++round) post_chain_and_run(subject, ran);
  for (auto _ : state) {
    const SteadyState steady;
    post_chain_and_run(subject, ran);
  }
  report_tasks(state, ran);
}

/// Posts a burst whenever `go` moves on, until it is negative.
template <class Subject>
void produce(Subject& subject, std::uint64_t& ran, const std::atomic<int>& go) {
  int seen = 0;
  while (true) {
    go.wait(seen, std::memory_order_acquire);
    seen = go.load(std::memory_order_acquire);
    if (seen < 0) return;
    for (std::uint64_t i = 0; i < burst; ++i) subject.post(CountRun<16>{&ran, {}});
  }
}

template <class Subject>
void cross_thread_burst(benchmark::State& state) {
  Subject subject;
  std::uint64_t ran = 0;  // touched by the loop's thread alone: the tasks run there
  std::atomic<int> go = 0;
  std::thread producer([&] { produce(subject, ran, go); });
  const auto one_burst = [&] {
    const std::uint64_t goal = ran + burst;
    go.fetch_add(1, std::memory_order_release);
    go.notify_one();
    subject.run_until([&] { return ran == goal; });
  };
  for (int round = 0; round < warm_up_rounds; ++round) one_burst();
  for (auto _ : state) {
    const SteadyState steady;
    one_burst();
  }
  report_tasks(state, ran);
  go = -1;
  go.notify_one();
  producer.join();
}

}  // namespace bench
