// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>
#include <chrono>
#include <functional>

#include "loop/tests/support/test_loop.h"

namespace loop {

using namespace std::chrono_literals;

namespace {

/// How often the kernel is asked while a task that posts itself runs so many times, for so long
/// each, beside a descriptor to look after.
std::size_t times_asked(int tasks, Duration time_per_task) {
  TestLoop test;
  test.loop.watch(3, Readiness::read, [](Readiness) {});
  const std::function<void()> again = [&] {
    test.clock.advance(time_per_task);
    if (--tasks > 0) {
      test.loop.post(again);
    } else {
      test.loop.shutdown();
    }
  };
  test.loop.post(again);
  test.loop.run();
  return test.poller->deadlines.size();
}

}  // namespace

TEST_CASE("a busy loop asks the kernel every 64 turns", "[loop][pace]") {
  const std::size_t asked = times_asked(6400, 0ns);

  CHECK(asked >= 100);
  CHECK(asked <= 101);
}

TEST_CASE("a busy loop with long tasks asks the kernel after every one", "[loop][pace]") {
  CHECK(times_asked(100, 60us) >= 98);
}

TEST_CASE("a busy loop with tasks of 5 us asks every 50 us", "[loop][pace]") {
  const std::size_t asked = times_asked(1000, 5us);

  CHECK(asked >= 100);
  CHECK(asked <= 110);
}

TEST_CASE("a busy loop whose tasks become long notices it within eight turns",
          "[loop][pace][timers]") {
  TestLoop test;
  int tasks = 0;
  TimePoint fired{};
  const std::function<void()> again = [&] {
    test.clock.advance(++tasks <= 500 ? 10ns : 10ms);
    if (fired == TimePoint{}) test.loop.post(again);
  };
  test.loop.post(again);
  const TimePoint due = test.loop.now() + 1ms;
  test.loop.add_timer(1ms, [&] {
    fired = test.clock.now();
    test.loop.shutdown();
  });

  test.loop.run();

  CHECK(fired >= due);
  CHECK(fired <= due + 9 * 10ms);
}

TEST_CASE("a timer comes due though tasks keep the loop busy", "[loop][pace][timers]") {
  TestLoop test;
  bool is_over = false;
  TimePoint fired{};
  const std::function<void()> again = [&] {
    test.clock.advance(1us);
    if (!is_over) test.loop.post(again);
  };
  test.loop.post(again);
  const TimePoint due = test.loop.now() + 10ms;
  test.loop.add_timer(10ms, [&] {
    is_over = true;
    fired = test.clock.now();
    test.loop.shutdown();
  });

  test.loop.run();

  CHECK(fired >= due);
  CHECK(fired <= due + 64us);
}

TEST_CASE("a timer of no delay that sets itself again does not starve descriptors",
          "[loop][pace][timers]") {
  TestLoop test;
  int timers = 0;
  test.loop.watch(3, Readiness::read, [&](Readiness) { test.loop.shutdown(); });
  test.poller->make_ready(3, Readiness::read);
  const std::function<void()> again = [&] {
    ++timers;
    test.loop.add_timer(0ns, again);
  };
  test.loop.add_timer(0ns, again);

  test.loop.run();

  CHECK(timers <= 64);
}

}  // namespace loop
