// SPDX-License-Identifier: MIT
//
// Snapshots are of one instant, whatever thread takes them and whatever the loop does meanwhile.
#include <atomic>
#include <catch2/catch.hpp>
#include <thread>
#include <vector>

#include "loop/loop.h"

namespace loop {
namespace {

constexpr int producer_count = 2;
constexpr int reader_count = 2;
constexpr int posts_per_producer = 20'000;

bool is_sorted(const Quantiles& quantiles) {
  return quantiles.p50 <= quantiles.p90 && quantiles.p90 <= quantiles.p99 &&
         quantiles.p99 <= quantiles.max;
}

/// What holds at any instant if every callback is measured, and between two.
bool is_coherent(const MetricsSnapshot& now, const MetricsSnapshot& before) {
  return now.queue_wait.count == now.tasks && now.execution.count == now.callbacks &&
         now.tasks + now.microtasks <= now.callbacks && is_sorted(now.queue_wait) &&
         is_sorted(now.execution) && now.callbacks >= before.callbacks &&
         now.most_tasks_queued >= before.most_tasks_queued && now.tasks_per_second >= 0;
}

}  // namespace

TEST_CASE("a snapshot is coherent while the loop runs and others post",
          "[loop][metrics][threads]") {
  Loop loop(LoopOptions{.measure_one_in = 1});
  std::atomic<std::uint64_t> posted{0};
  std::atomic<bool> is_over{false};
  std::atomic<int> incoherent{0};
  std::atomic<int> snapshots{0};
  std::thread runner([&] { loop.run(); });
  std::vector<std::thread> readers;
  for (int i = 0; i < reader_count; ++i) {
    readers.emplace_back([&] {
      MetricsSnapshot before;
      do {
        const MetricsSnapshot now = loop.metrics();
        if (!is_coherent(now, before) || now.tasks > posted) ++incoherent;
        before = now;
        ++snapshots;
      } while (!is_over);
    });
  }
  std::vector<std::thread> producers;
  for (int i = 0; i < producer_count; ++i) {
    producers.emplace_back([&] {
      for (int post = 0; post < posts_per_producer; ++post) {
        ++posted;
        loop.post([&] { loop.queue_microtask([] {}); });
      }
    });
  }
  for (std::thread& producer : producers) producer.join();
  loop.shutdown();
  loop.wait();
  is_over = true;
  for (std::thread& reader : readers) reader.join();
  runner.join();

  CHECK(incoherent == 0);
  CHECK(snapshots >= reader_count);
  CHECK(loop.metrics().tasks == posted);
  CHECK(loop.metrics().microtasks == posted);
  CHECK(loop.metrics().queue_wait.count == posted);
  CHECK(loop.metrics().depths.tasks == 0);
}

TEST_CASE("one thread posts to loops that measure and loops that do not",
          "[loop][metrics][threads]") {
  Loop measured(LoopOptions{.measure_one_in = 1});
  Loop plain;
  std::thread producer([&] {
    for (int i = 0; i < 1000; ++i) {
      measured.post([] {});
      plain.post([] {});
    }
    measured.shutdown();
    plain.shutdown();
  });
  producer.join();
  measured.run();
  plain.run();

  CHECK(measured.metrics().queue_wait.count == 1000);
  CHECK(plain.metrics().tasks == 0);
}

}  // namespace loop
