// SPDX-License-Identifier: MIT
//
// Every accepted callback runs exactly once or is reported discarded, however producers race with
// the end of the loop.
#include <array>
#include <atomic>
#include <catch2/catch.hpp>
#include <chrono>
#include <cstdlib>
#include <future>
#include <iostream>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include "loop/loop.h"
#include "loop/tests/support/counted.h"

namespace loop {

using namespace std::chrono_literals;

namespace {

constexpr int producer_count = 3;

/// How many operations the stress does: what LOOP_STRESS_OPERATIONS says, or enough for every day.
std::size_t wanted_operations() {
  const char* wanted = std::getenv("LOOP_STRESS_OPERATIONS");
  return wanted == nullptr ? 100'000 : std::stoul(wanted);
}

/// How a loop is told to end.
enum class Ending { shutdown_elsewhere, close_elsewhere, shutdown_inside, close_inside };

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

bool is_graceful(Ending ending) {
  return ending == Ending::shutdown_elsewhere || ending == Ending::shutdown_inside;
}

/// One of the things that any thread can do. False if the loop refuses it.
bool offer(Loop& loop, Counts& counts, std::size_t choice) {
  if (choice % 64 == 0) {
    return loop.offload([] {}, [counted = Counted(counts)](Outcome<void>) { counted(); });
  }
  if (choice % 16 == 1) return loop.post_timer(1us, Counted(counts)) != TimerId::none;
  if (choice % 4 != 2) return loop.post(Counted(counts));
  return loop.post_internal([&loop, &counts, counted = Counted(counts)]() mutable {
    counted();
    work_inside(loop, counts);
  });
}

/// Does so until the loop refuses, so that the last things race with its end; at times with pauses,
/// so that the loop may find nothing left and end in between. Cancels timers only if the loop runs
/// what it accepts: of a question that was discarded nobody could tell that it was one.
void produce(Loop& loop, Counts& counts, unsigned seed, Ending ending) {
  std::minstd_rand random(seed + 1);
  std::vector<std::future<bool>> are_cancelled;
  while (offer(loop, counts, random())) {
    ++counts.accepted;
    if (random() % 8 == 0) std::this_thread::yield();
    if (random() % 16 != 0 || !is_graceful(ending)) continue;
    const TimerId id = loop.post_timer(1h, Counted(counts));
    if (id == TimerId::none) break;
    ++counts.accepted;
    are_cancelled.push_back(loop.post_cancel_timer(id));
  }
  for (std::future<bool>& is_cancelled : are_cancelled) {
    if (is_cancelled.get()) ++counts.cancelled;
  }
}

void end(Loop& loop, Ending ending) {
  switch (ending) {
    case Ending::shutdown_elsewhere:
      return loop.shutdown();
    case Ending::close_elsewhere:
      return loop.close();
    case Ending::shutdown_inside:
      loop.post_internal([&] { loop.shutdown(); });
      return;
    case Ending::close_inside:
      loop.post_internal([&] { loop.close(); });
      return;
  }
}

/// One loop's life, its producers racing with its end, after a part of the posts that differs from
/// seed to seed. Returns how many operations it was: callbacks offered, cancels, and the stop.
std::size_t race_with_the_end(unsigned seed, Ending ending) {
  CAPTURE(seed);
  Counts counts;
  Loop loop(LoopOptions{.measure_one_in = seed % 3});  // off, each callback, every second
  std::thread runner([&] { loop.run(); });
  std::vector<std::thread> producers;
  for (unsigned i = 0; i < producer_count; ++i) {
    producers.emplace_back([&, i] { produce(loop, counts, seed * producer_count + i, ending); });
  }
  while (loop.state() == State::awake) std::this_thread::yield();
  while (counts.ran < seed % 15 * 200) std::this_thread::yield();
  end(loop, ending);
  loop.wait();
  for (std::thread& producer : producers) producer.join();
  runner.join();

  CHECK(counts.accepted == counts.ran + counts.cancelled + total(loop.discarded()));
  CHECK(counts.made == counts.destroyed);
  if (is_graceful(ending)) CHECK(loop.discarded().tasks == 0);
  return counts.made + counts.cancelled + 1;
}

}  // namespace

TEST_CASE("no callback is lost and none runs twice while the loop ends",
          "[loop][conservation][threads]") {
  const std::size_t wanted = wanted_operations();
  std::size_t operations = 0;
  unsigned seed = 0;
  for (; operations < wanted; ++seed) {
    operations += race_with_the_end(seed, static_cast<Ending>(seed % 4));
  }

  std::cout << "did " << operations << " operations on " << seed << " loops\n";
  CHECK(seed >= 4);  // each ending was met
  CHECK(operations >= wanted);
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
