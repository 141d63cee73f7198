// SPDX-License-Identifier: MIT
#include "loop/tps_counter.h"

#include <catch2/catch.hpp>
#include <chrono>
#include <random>
#include <vector>

namespace loop {

using namespace std::chrono_literals;

namespace {

constexpr TimePoint start{1234567890123ns};  // on no round number

}  // namespace

TEST_CASE("a counter that saw nothing reports nothing", "[loop][metrics]") {
  const TpsCounter counter(start);
  CHECK(counter.per_second(start) == 0);
  CHECK(counter.per_second(start + 1h) == 0);
}

TEST_CASE("the rate divides by what has elapsed until the window is full", "[loop][metrics]") {
  TpsCounter counter(start);
  counter.add(100, start + 50ms);
  CHECK(counter.per_second(start + 500ms) == Approx(200));
  CHECK(counter.per_second(start + 1s) == Approx(100));
  CHECK(counter.per_second(start + 4s) == Approx(25));
}

TEST_CASE("a first bucket that has not elapsed counts whole", "[loop][metrics]") {
  TpsCounter counter(start);
  counter.add(10, start);
  CHECK(counter.per_second(start) == Approx(100));
  CHECK(counter.per_second(start + 1ns) == Approx(100));
  CHECK(counter.per_second(start + 100ms) == Approx(100));
  CHECK(counter.per_second(start + 200ms) == Approx(50));
}

TEST_CASE("tasks leave the window bucket by bucket", "[loop][metrics]") {
  TpsCounter counter(start);
  counter.add(1000, start + 99ms);
  counter.add(500, start + 100ms);
  CHECK(counter.per_second(start + 10s - 1ns) == Approx(150));
  CHECK(counter.per_second(start + 10s) == Approx(500 / 9.9));
  CHECK(counter.per_second(start + 10100ms - 1ns) == Approx(50));
  CHECK(counter.per_second(start + 10100ms) == 0);
}

TEST_CASE("a steady rate is reported whatever bucket it is", "[loop][metrics]") {
  TpsCounter counter(start);
  TimePoint now = start;
  for (int tick = 0; tick < 3000; ++tick) {
    now += 10ms;
    counter.add(10, now);
    if (now - start >= 1s) CHECK(counter.per_second(now) == Approx(1000).epsilon(0.01));
  }
}

TEST_CASE("after an idle time old tasks are forgotten and new ones counted", "[loop][metrics]") {
  const Duration idle = GENERATE(10s, 25s, 24h * 365);
  TpsCounter counter(start);
  for (int tick = 0; tick < 100; ++tick) counter.add(7, start + tick * 100ms);
  CHECK(counter.per_second(start + 10s + idle) == 0);
  counter.add(99, start + 10s + idle);
  CHECK(counter.per_second(start + 10s + idle) == Approx(99 / 9.9));
}

TEST_CASE("a time that runs backwards is taken for the latest", "[loop][metrics]") {
  TpsCounter counter(start);
  counter.add(10, start + 15s);
  counter.add(10, start + 1s);
  counter.add(10, start - 1s);
  CHECK(counter.per_second(start + 15s) == Approx(30 / 9.9));
  CHECK(counter.per_second(start) > 0);
}

TEST_CASE("random additions give what a plain list of them gives", "[loop][metrics]") {
  std::mt19937 random(7);
  TpsCounter counter(start);
  struct Addition {
    std::int64_t bucket;
    std::uint64_t tasks;
  };
  std::vector<Addition> additions;
  TimePoint now = start;
  for (int i = 0; i < 5000; ++i) {
    now += std::chrono::milliseconds(random() % (random() % 50 == 0 ? 12'000 : 60));
    additions.push_back({(now - start) / 100ms, random() % 100});
    counter.add(additions.back().tasks, now);

    const std::int64_t oldest = std::max<std::int64_t>((now - start) / 100ms - 99, 0);
    std::uint64_t tasks = 0;
    for (const Addition& addition : additions) {
      if (addition.bucket >= oldest) tasks += addition.tasks;
    }
    const Duration elapsed = std::max<Duration>(now - start - oldest * 100ms, 100ms);
    const double seconds = std::chrono::duration<double>(elapsed).count();
    REQUIRE(counter.per_second(now) == Approx(static_cast<double>(tasks) / seconds));
  }
}

}  // namespace loop
