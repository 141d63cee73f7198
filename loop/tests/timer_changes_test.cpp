// SPDX-License-Identifier: MIT
//
// What can be changed about a timer while it is outstanding: its deadline, and whether it counts.
#include <catch2/catch.hpp>
#include <chrono>
#include <vector>

#include "loop/timer_queue.h"

namespace loop {

using namespace std::chrono_literals;

namespace {

constexpr TimePoint start{1s};

/// Runs what is due, as a turn of the loop does.
void run_due(TimerQueue& timers, TimePoint now) {
  timers.claim_due(now);
  while (timers.has_claimed()) timers.pop([](Task& task) { task(); });
}

}  // namespace

TEST_CASE("a timer that is set anew runs at its new deadline only, last among equals",
          "[loop][timers]") {
  TimerQueue timers;
  std::vector<int> ran;
  const TimerId first = timers.add(start + 1ms, [&] { ran.push_back(1); });
  timers.add(start + 5ms, [&] { ran.push_back(2); });

  CHECK(timers.rearm(first, start + 5ms));
  run_due(timers, start + 4ms);
  CHECK(ran.empty());
  run_due(timers, start + 5ms);

  CHECK(ran == std::vector{2, 1});
  CHECK_FALSE(timers.rearm(first, start + 6ms));
  CHECK(timers.empty());
}

TEST_CASE("a timer that was claimed can still be set anew", "[loop][timers]") {
  TimerQueue timers;
  int runs = 0;
  TimerId second{};
  timers.add(start, [&] { CHECK(timers.rearm(second, start + 1ms)); });
  second = timers.add(start, [&] { ++runs; });

  run_due(timers, start);
  CHECK(runs == 0);
  run_due(timers, start + 1ms);

  CHECK(runs == 1);
}

TEST_CASE("a repeating timer that sets itself anew goes on from there", "[loop][timers]") {
  TimerQueue timers;
  std::vector<TimePoint> times;
  TimePoint now = start;
  TimerId id{};
  id = timers.add_repeating(start + 10ms, 10ms, [&] {
    times.push_back(now);
    if (times.size() == 1) CHECK(timers.rearm(id, now + 3ms));
  });

  for (; now <= start + 35ms; now += 1ms) run_due(timers, now);

  CHECK(times == std::vector{start + 10ms, start + 13ms, start + 23ms, start + 33ms});
}

TEST_CASE("a timer that happens once cannot be set anew by its own callback", "[loop][timers]") {
  TimerQueue timers;
  TimerId id{};
  id = timers.add(start, [&] { CHECK_FALSE(timers.rearm(id, start + 1ms)); });

  run_due(timers, start);

  CHECK(timers.empty());
}

TEST_CASE("timers count as referenced until they are excluded, run or cancelled",
          "[loop][timers][alive]") {
  TimerQueue timers;
  CHECK_FALSE(timers.has_referenced());
  const TimerId once = timers.add(start + 1ms, [] {});
  const TimerId repeating = timers.add_repeating(start + 1ms, 1ms, [] {});

  CHECK(timers.set_referenced(repeating, false));
  CHECK(timers.set_referenced(repeating, false));
  CHECK(timers.has_referenced());
  run_due(timers, start + 1ms);
  CHECK_FALSE(timers.has_referenced());
  CHECK(timers.set_referenced(repeating, true));
  CHECK(timers.has_referenced());
  CHECK(timers.rearm(repeating, start + 1h));
  CHECK(timers.has_referenced());
  CHECK(timers.cancel(repeating));

  CHECK_FALSE(timers.has_referenced());
  CHECK_FALSE(timers.set_referenced(repeating, true));
  CHECK_FALSE(timers.set_referenced(once, true));
}

TEST_CASE("a repeating timer can exclude itself while it runs", "[loop][timers][alive]") {
  TimerQueue timers;
  TimerId id{};
  id = timers.add_repeating(start, 1ms, [&] { CHECK(timers.set_referenced(id, false)); });

  run_due(timers, start);

  CHECK(timers.size() == 1);
  CHECK_FALSE(timers.has_referenced());
}

TEST_CASE("a repeating timer that cancels itself no longer counts", "[loop][timers][alive]") {
  TimerQueue timers;
  TimerId id{};
  id = timers.add_repeating(start, 1ms, [&] {
    CHECK(timers.set_referenced(id, false));
    CHECK(timers.cancel(id));
    CHECK(timers.empty());
  });

  run_due(timers, start);

  CHECK(timers.empty());
  CHECK_FALSE(timers.has_referenced());
}

TEST_CASE("a timer of the longest interval still repeats", "[loop][timers]") {
  TimerQueue timers;
  int runs = 0;
  const TimerId id =
      timers.add_repeating(TimerQueue::latest_deadline, Duration::max(), [&] { ++runs; });
  CHECK(timers.rearm(id, start));

  run_due(timers, start);

  CHECK(runs == 1);
  CHECK(timers.cancel(id));
}

}  // namespace loop
