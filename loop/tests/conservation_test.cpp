// SPDX-License-Identifier: MIT
//
// Every accepted callback runs exactly once or is reported discarded, however producers race with
// the end of the loop.
#include <array>
#include <atomic>
#include <catch2/catch.hpp>
#include <chrono>
#include <random>
#include <thread>
#include <vector>

#include "loop/loop.h"

namespace loop {

using namespace std::chrono_literals;

namespace {

constexpr int producer_count = 3;

struct Counts {
  std::atomic<std::size_t> made{0};
  std::atomic<std::size_t> accepted{0};
  std::atomic<std::size_t> ran{0};
  std::atomic<std::size_t> cancelled{0};
  std::atomic<std::size_t> destroyed{0};
};

/// Counts that it is made, how often it runs, and that it is destroyed, wherever it is moved to.
class Counted {
 public:
  explicit Counted(Counts& counts) : counts_(&counts) { ++counts.made; }
  Counted(Counted&& other) noexcept : counts_(std::exchange(other.counts_, nullptr)) {}
  Counted& operator=(Counted&&) = delete;
  ~Counted() {
    if (counts_ != nullptr) ++counts_->destroyed;
  }
  void operator()() { ++counts_->ran; }

 private:
  Counts* counts_;
};

/// What the loop's thread can do: post, fill the other queues, set a timer, and cancel one.
void work_inside(Loop& loop, Counts& counts) {
  if (loop.post(Counted(counts))) ++counts.accepted;
  loop.next_tick(Counted(counts));
  loop.queue_microtask(Counted(counts));
  loop.set_immediate(Counted(counts));
  loop.add_close_callback(Counted(counts));
  const TimerId later = loop.add_timer(1us, Counted(counts));
  loop.add_timer(0ns, [&loop, &counts, later, counted = Counted(counts)]() mutable {
    counted();
    if (loop.cancel_timer(later)) ++counts.cancelled;
  });
  counts.accepted += 6;
}

/// Posts until the loop refuses, so that the last posts race with its end; at times with pauses,
/// so that the loop may find nothing left and end in between.
void produce(Loop& loop, Counts& counts, unsigned seed) {
  std::minstd_rand random(seed + 1);
  const auto post = [&] {
    if (random() % 4 != 0) return loop.post(Counted(counts));
    return loop.post_internal([&loop, &counts, counted = Counted(counts)]() mutable {
      counted();
      work_inside(loop, counts);
    });
  };
  while (post()) {
    ++counts.accepted;
    if (random() % 8 == 0) std::this_thread::yield();
  }
}

std::size_t total(const Discarded& discarded) {
  return discarded.tasks + discarded.microtasks + discarded.timers + discarded.immediates +
         discarded.close_callbacks;
}

}  // namespace

TEST_CASE("no callback is lost and none runs twice while the loop ends",
          "[loop][conservation][threads]") {
  const bool is_graceful = GENERATE(true, false);
  const unsigned seed = GENERATE(range(0U, 15U));
  CAPTURE(is_graceful, seed);
  Counts counts;
  Loop loop(LoopOptions{.measure_one_in = seed % 3});  // off, each callback, every second
  std::thread runner([&] { loop.run(); });
  std::vector<std::thread> producers;
  for (unsigned i = 0; i < producer_count; ++i) {
    producers.emplace_back([&, i] { produce(loop, counts, seed * producer_count + i); });
  }
  while (loop.state() == State::awake) std::this_thread::yield();
  // Ends the loop after a part of the posts that differs from seed to seed.
  while (counts.ran < seed * 200) std::this_thread::yield();
  is_graceful ? loop.shutdown() : loop.close();
  loop.wait();
  for (std::thread& producer : producers) producer.join();
  runner.join();

  CHECK(counts.accepted == counts.ran + counts.cancelled + total(loop.discarded()));
  CHECK(counts.made == counts.destroyed);
  if (is_graceful) CHECK(loop.discarded().tasks == 0);
}

TEST_CASE("the tasks of one thread run in the order it posted them",
          "[loop][conservation][threads]") {
  Loop loop;
  std::array<int, producer_count> last{};
  bool is_ordered = true;
  std::vector<std::thread> producers;
  std::thread runner([&] { loop.run(); });
  for (std::size_t producer = 0; producer < producer_count; ++producer) {
    producers.emplace_back([&, producer] {
      for (int i = 1; i <= 10'000; ++i) {
        loop.post([&, producer, i] { is_ordered &= std::exchange(last[producer], i) == i - 1; });
      }
    });
  }
  for (std::thread& producer : producers) producer.join();
  loop.shutdown();
  runner.join();

  CHECK(is_ordered);
  CHECK(last == std::array<int, producer_count>{10'000, 10'000, 10'000});
}

TEST_CASE("many threads may stop a loop at once", "[loop][life][threads]") {
  for (int round = 0; round < 50; ++round) {
    Loop loop;
    std::thread runner([&] { loop.run(); });
    while (loop.state() == State::awake) std::this_thread::yield();
    std::vector<std::thread> stoppers;
    for (int i = 0; i < 4; ++i) {
      stoppers.emplace_back([&, i] {
        i % 2 == 0 ? loop.shutdown() : loop.close();
        loop.wait();
      });
    }
    for (std::thread& stopper : stoppers) stopper.join();
    runner.join();
    REQUIRE(loop.state() == State::terminated);
  }
}

}  // namespace loop
