// SPDX-License-Identifier: MIT
#include "loop/js/timers.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <chrono>
#include <functional>
#include <stdexcept>
#include <system_error>
#include <vector>

#include "loop/tests/support/test_loop.h"

namespace loop::js {

using namespace std::chrono_literals;

namespace {

using Log = std::vector<std::string>;

/// When callbacks ran, since the test began.
struct Times {
  explicit Times(TestLoop& of) : test(of), begin(of.clock.now()) {}

  void note() { since.push_back(test.clock.now() - begin); }

  TestLoop& test;
  TimePoint begin;
  std::vector<Duration> since;
};

/// Sets a timer of 1 ms in a timer in a timer, and so on; the last one may be longer.
void set_nested(Times& times, int depth, Duration last = 1ms) {
  set_timeout(
      times.test.loop,
      [&times, depth, last] {
        times.note();
        if (depth > 1) set_nested(times, depth - 1, last);
      },
      depth > 1 ? 1ms : last);
}

}  // namespace

TEST_CASE("set_timeout() runs a callback once, after the delay", "[js][timers]") {
  TestLoop test;
  Times times(test);
  set_timeout(
      test.loop, [&] { times.note(); }, 20ms);
  test.loop.run_while_alive();
  CHECK(times.since == std::vector<Duration>{20ms});
}

TEST_CASE("set_interval() runs a callback at multiples of the interval, until it is cleared",
          "[js][timers]") {
  TestLoop test;
  Times times(test);
  TimerId id{};
  id = set_interval(
      test.loop,
      [&] {
        times.note();
        if (times.since.size() == 3) CHECK(clear_interval(test.loop, id));
      },
      5ms);
  test.loop.run_while_alive();
  CHECK(times.since == std::vector<Duration>{5ms, 10ms, 15ms});
  CHECK_FALSE(clear_interval(test.loop, id));
}

TEST_CASE("a callback that was cleared does not run, and what it holds is destroyed",
          "[js][timers]") {
  TestLoop test;
  const auto hold = [&](const char* name) {
    return [held = at_end([&test, name] { test.log.push_back(name); })] { FAIL("it ran"); };
  };
  const TimerId timeout = set_timeout(test.loop, hold("timeout"), 1ms);
  const TimerId interval = set_interval(test.loop, hold("interval"), 1ms);
  const ImmediateId immediate = set_immediate(test.loop, hold("immediate"));
  CHECK(clear_timeout(test.loop, timeout));
  CHECK(clear_interval(test.loop, interval));
  CHECK(clear_immediate(test.loop, immediate));
  CHECK(test.log == Log{"timeout", "interval", "immediate"});
  CHECK_FALSE(clear_timeout(test.loop, timeout));
  CHECK_FALSE(clear_immediate(test.loop, immediate));
  test.loop.run_while_alive();
}

TEST_CASE("an immediate may clear another one that is about to run, but not itself",
          "[js][timers]") {
  TestLoop test;
  ImmediateId first{};
  ImmediateId second{};
  first = set_immediate(test.loop, [&] {
    test.log.push_back("first");
    CHECK_FALSE(clear_immediate(test.loop, first));
    CHECK(clear_immediate(test.loop, second));
  });
  second = set_immediate(test.loop, test.note("second"));
  test.loop.run_while_alive();
  CHECK(test.log == Log{"first"});
}

TEST_CASE("an immediate that is set by an immediate waits for the next check phase",
          "[js][timers]") {
  TestLoop test;
  set_immediate(test.loop, [&] {
    set_immediate(test.loop, test.note("inner"));
    test.loop.post(test.note("task"));
  });
  test.loop.run_while_alive();
  CHECK(test.log == Log{"task", "inner"});
}

TEST_CASE("immediates and intervals that are left when the loop ends are destroyed",
          "[js][timers]") {
  TestLoop test;
  const auto hold = [&](const char* name) {
    return [held = at_end([&test, name] { test.log.push_back(name); })] {};
  };
  test.loop.post([&] {
    set_immediate(test.loop, hold("immediate"));
    set_interval(test.loop, hold("interval"), 1h);
    test.loop.close();
  });
  test.loop.run();
  std::sort(test.log.begin(), test.log.end());  // in which order is not said
  CHECK(test.log == Log{"immediate", "interval"});
}

TEST_CASE("timers that are nested more than five deep wait 4 ms with the clamp of HTML",
          "[js][timers]") {
  TestLoop test;
  Times times(test);
  set_timer_clamp(test.loop, TimerClamp::html);
  set_nested(times, 8);
  test.loop.run_while_alive();
  CHECK(times.since == std::vector<Duration>{1ms, 2ms, 3ms, 4ms, 5ms, 6ms, 10ms, 14ms});
}

TEST_CASE("without the clamp nested timers wait as long as they say", "[js][timers]") {
  TestLoop test;
  Times times(test);
  set_nested(times, 8);
  test.loop.run_while_alive();
  CHECK(times.since.back() == 8ms);
}

TEST_CASE("an interval below 4 ms slows down after its first runs with the clamp of HTML",
          "[js][timers]") {
  TestLoop test;
  Times times(test);
  set_timer_clamp(test.loop, TimerClamp::html);
  TimerId id{};
  id = set_interval(
      test.loop,
      [&] {
        times.note();
        if (times.since.size() == 8) clear_interval(test.loop, id);
      },
      1ms);
  test.loop.run_while_alive();
  CHECK(times.since == std::vector<Duration>{1ms, 2ms, 3ms, 4ms, 5ms, 6ms, 10ms, 14ms});
}

TEST_CASE("a nested timer that waits longer than 4 ms is not clamped", "[js][timers]") {
  TestLoop test;
  Times times(test);
  set_timer_clamp(test.loop, TimerClamp::html);
  set_nested(times, 8, 5ms);
  test.loop.run_while_alive();
  CHECK(times.since == std::vector<Duration>{1ms, 2ms, 3ms, 4ms, 5ms, 6ms, 10ms, 15ms});
}

TEST_CASE("a timer that is not set by a timer is not nested", "[js][timers]") {
  TestLoop test;
  Times nested(test);
  set_timer_clamp(test.loop, TimerClamp::html);
  set_nested(nested, 7);
  test.loop.run_while_alive();
  CHECK(nested.since.back() == 10ms);  // the last one waited 4 ms
  Times times(test);
  set_timeout(
      test.loop, [&] { times.note(); }, 1ms);
  test.loop.run_while_alive();
  CHECK(times.since == std::vector<Duration>{1ms});
}

TEST_CASE("a nested callback that throws ends its nesting", "[js][timers]") {
  TestLoop test;
  Times times(test);
  set_timer_clamp(test.loop, TimerClamp::html);
  for (int i = 0; i < 8; ++i) {
    set_timeout(
        test.loop, [] { throw std::runtime_error("no"); }, 1ms);
    CHECK_THROWS_AS(test.loop.run_while_alive(), std::runtime_error);
  }
  CHECK(test.clock.now() - times.begin == 8ms);
}

TEST_CASE("a negative delay and an empty callback are refused", "[js][timers]") {
  TestLoop test;
  set_timer_clamp(test.loop, GENERATE(TimerClamp::none, TimerClamp::html));
  const auto code_of = [](const std::function<void()>& call) {
    try {
      call();
    } catch (const std::system_error& error) {
      return error.code();
    }
    return std::error_code();
  };
  CHECK(code_of([&] {
          set_timeout(
              test.loop, [] {}, -1ns);
        }) == Errc::negative_delay);
  CHECK(code_of([&] {
          set_interval(
              test.loop, [] {}, -1ns);
        }) == Errc::negative_delay);
  CHECK(code_of([&] { set_timeout(test.loop, {}); }) == Errc::empty_callback);
  CHECK(code_of([&] { set_interval(test.loop, {}, 1ms); }) == Errc::empty_callback);
  CHECK(code_of([&] { set_immediate(test.loop, {}); }) == Errc::empty_callback);
  CHECK_FALSE(test.loop.is_alive());
}

}  // namespace loop::js
