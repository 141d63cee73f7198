// SPDX-License-Identifier: MIT
#include "loop/timer_queue.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <chrono>
#include <cstdint>
#include <memory>
#include <random>
#include <stdexcept>
#include <vector>

#include "loop/tests/support/timer_comparison.h"

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

TEST_CASE("the queue behaves as a sorted map", "[loop][timers][property]") {
  const unsigned seed = GENERATE(range(0U, 2000U));
  CAPTURE(seed);
  std::mt19937 random(seed);
  std::vector<std::uint8_t> bytes(1000);
  for (std::uint8_t& byte : bytes) byte = static_cast<std::uint8_t>(random());

  CHECK_NOTHROW(compare_timers_with_model(bytes));
}

TEST_CASE("timers with equal deadlines run in the order they were added, however far away",
          "[loop][timers]") {
  TimerQueue timers;
  std::vector<int> order;
  const TimePoint deadline = start + 1h;
  for (int i = 0; i < 100; ++i) {
    run_due(timers, start + i * 36s);  // the later ones are added from ever nearer
    timers.add(deadline, [&order, i] { order.push_back(i); });
  }

  run_due(timers, deadline);

  CHECK(order.size() == 100);
  CHECK(std::is_sorted(order.begin(), order.end()));
}

TEST_CASE("a timer is due at its nanosecond and not before", "[loop][timers]") {
  TimerQueue timers;
  int runs = 0;
  timers.add(start + 1234567891ns, [&] { ++runs; });

  run_due(timers, start + 1234567890ns);
  CHECK(runs == 0);
  run_due(timers, start + 1234567891ns);

  CHECK(runs == 1);
}

TEST_CASE("a cancelled timer never runs, and cancelling it again is false", "[loop][timers]") {
  TimerQueue timers;
  int runs = 0;
  const TimerId id = timers.add(start, [&] { ++runs; });

  CHECK(timers.cancel(id));
  CHECK_FALSE(timers.cancel(id));
  run_due(timers, start + 1h);

  CHECK(runs == 0);
  CHECK(timers.empty());
  CHECK(timers.next_deadline() == TimePoint::max());
}

TEST_CASE("a timer can cancel another that is due in the same turn", "[loop][timers]") {
  TimerQueue timers;
  int runs = 0;
  TimerId second{};
  timers.add(start, [&] { CHECK(timers.cancel(second)); });
  second = timers.add(start, [&] { ++runs; });

  run_due(timers, start);

  CHECK(runs == 0);
}

TEST_CASE("a timer cannot cancel itself while it runs", "[loop][timers]") {
  TimerQueue timers;
  TimerId id{};
  bool is_cancelled = true;
  id = timers.add(start, [&] { is_cancelled = timers.cancel(id); });

  run_due(timers, start);

  CHECK_FALSE(is_cancelled);
}

TEST_CASE("cancelling destroys the captures at once", "[loop][timers]") {
  TimerQueue timers;
  const auto capture = std::make_shared<int>(0);
  const TimerId id = timers.add(start + 1h, [capture] {});

  timers.cancel(id);

  CHECK(capture.use_count() == 1);
}

TEST_CASE("an id is never used twice, though its place is", "[loop][timers]") {
  TimerQueue timers;
  std::vector<TimerId> ids;
  for (int i = 0; i < 1000; ++i) {
    ids.push_back(timers.add(start, [] {}));
    timers.cancel(ids.back());
  }

  std::sort(ids.begin(), ids.end());
  CHECK(std::adjacent_find(ids.begin(), ids.end()) == ids.end());
  CHECK(ids.front() != TimerId::none);
}

TEST_CASE("a timer that throws is gone, and the others stay in order", "[loop][timers]") {
  TimerQueue timers;
  std::vector<int> order;
  timers.add(start, [] { throw std::runtime_error("first"); });
  timers.add(start, [&] { order.push_back(2); });
  timers.add(start, [&] { order.push_back(3); });

  CHECK_THROWS_AS(run_due(timers, start), std::runtime_error);
  timers.add(start, [&] { order.push_back(4); });
  run_due(timers, start);

  CHECK(order == std::vector{2, 3, 4});
}

TEST_CASE("timers that advance_to() finds due still run in order, before those added later",
          "[loop][timers]") {
  TimerQueue timers;
  std::vector<int> order;
  timers.add(start + 2ms, [&] { order.push_back(2); });
  timers.add(start + 1ms, [&] { order.push_back(1); });

  timers.advance_to(start + 5ms);
  timers.add(start + 3ms, [&] { order.push_back(3); });  // counts as 5 ms: that is over
  CHECK(order.empty());
  run_due(timers, start + 5ms);

  CHECK(order == std::vector{1, 2, 3});
}

TEST_CASE("a repeating timer comes back at multiples of its interval, however late it runs",
          "[loop][timers]") {
  TimerQueue timers;
  std::vector<TimePoint> times;
  TimePoint now = start;
  timers.add_repeating(start + 10ms, 10ms, [&] { times.push_back(now); });

  for (; now <= start + 35ms; now += 3ms) run_due(timers, now);
  now = start + 57ms;  // what was missed is not made up for
  run_due(timers, now);

  CHECK(times == std::vector{start + 12ms, start + 21ms, start + 30ms, start + 57ms});
  CHECK(timers.next_deadline() == start + 60ms);
}

TEST_CASE("a repeating timer that runs exactly one interval late skips one", "[loop][timers]") {
  TimerQueue timers;
  int runs = 0;
  timers.add_repeating(start + 10ms, 10ms, [&] { ++runs; });

  run_due(timers, start + 20ms);

  CHECK(runs == 1);
  CHECK(timers.next_deadline() == start + 30ms);
}

TEST_CASE("a repeating timer can cancel itself, and its captures outlive the call",
          "[loop][timers]") {
  TimerQueue timers;
  const auto capture = std::make_shared<int>(0);
  TimerId id{};
  id = timers.add_repeating(start, 0ms, [&timers, &id, capture] {
    CHECK(timers.cancel(id));
    CHECK_FALSE(timers.cancel(id));
    ++*capture;
  });

  run_due(timers, start);
  run_due(timers, start + 1h);

  CHECK(*capture == 1);
  CHECK(capture.use_count() == 1);
  CHECK(timers.empty());
}

TEST_CASE("a repeating timer is cancelled between two runs under the id it began with",
          "[loop][timers]") {
  TimerQueue timers;
  int runs = 0;
  const TimerId id = timers.add_repeating(start, 1ms, [&] { ++runs; });
  for (int turn = 0; turn < 3; ++turn) run_due(timers, start + turn * 1ms);

  CHECK(timers.cancel(id));
  run_due(timers, start + 1h);

  CHECK(runs == 3);
}

TEST_CASE("a repeating timer that throws comes back", "[loop][timers]") {
  TimerQueue timers;
  int runs = 0;
  timers.add_repeating(start, 1ms, [&] {
    if (++runs == 1) throw std::runtime_error("first");
  });

  CHECK_THROWS_AS(run_due(timers, start), std::runtime_error);
  run_due(timers, start + 1ms);

  CHECK(runs == 2);
}

TEST_CASE("a repeating timer without interval runs once per turn", "[loop][timers]") {
  TimerQueue timers;
  int runs = 0;
  timers.add_repeating(start, 0ns, [&] { ++runs; });

  for (int turn = 0; turn < 5; ++turn) run_due(timers, start);

  CHECK(runs == 5);
}

TEST_CASE("clear() destroys all timers and counts them", "[loop][timers]") {
  TimerQueue timers;
  const auto capture = std::make_shared<int>(0);
  for (int i = 0; i < 100; ++i) timers.add(start + i * 1h, [capture] {});
  timers.add_repeating(start + 1h, 1h, [capture] {});

  CHECK(timers.clear() == 101);

  CHECK(capture.use_count() == 1);
  CHECK(timers.empty());
}

}  // namespace loop
