// SPDX-License-Identifier: MIT
//
// What a loop says to callbacks without a function, and after its end.
#include <catch2/catch.hpp>
#include <chrono>
#include <csignal>
#include <functional>
#include <system_error>
#include <vector>

#include "loop/tests/support/test_loop.h"

namespace loop {

using namespace std::chrono_literals;

TEST_CASE("a callback without a function is refused where it is given", "[loop][misuse]") {
  TestLoop test;
  Loop& loop = test.loop;
  const std::vector<std::function<void()>> calls{
      [&] { loop.post({}); },
      [&] { loop.post_internal({}); },
      [&] { loop.queue_microtask({}); },
      [&] { loop.next_tick({}); },
      [&] { loop.set_immediate({}); },
      [&] { loop.add_close_callback({}); },
      [&] { loop.add_timer(1s, {}); },
      [&] { loop.add_repeating_timer(1s, {}); },
      [&] { loop.post_timer(1s, {}); },
      [&] { loop.post_repeating_timer(1s, {}); },
      [&] { loop.watch(3, Readiness::read, {}); },
      [&] { loop.watch_signal(SIGUSR1, {}); },
  };
  for (std::size_t i = 0; i < calls.size(); ++i) {
    CAPTURE(i);
    std::error_code error;
    try {
      calls[i]();
    } catch (const std::system_error& thrown) {
      error = thrown.code();
    }
    CHECK(error == Errc::empty_callback);
  }
  CHECK_FALSE(loop.is_alive());
}

TEST_CASE("a null function pointer is no function", "[loop][misuse]") {
  void (*const nothing)() = nullptr;

  CHECK_FALSE(Task(nothing));
  CHECK(Task(+[] {}));
}

TEST_CASE("what has ended with the loop cannot be changed any more", "[loop][misuse]") {
  TestLoop test;
  const TimerId timer = test.loop.add_timer(1s, [] {});
  const WatchId watch = test.loop.watch(3, Readiness::read, [](Readiness) {});
  const SignalId signal = test.loop.watch_signal(SIGUSR1, [](int) {});
  test.loop.close();

  CHECK_FALSE(test.loop.cancel_timer(timer));
  CHECK_FALSE(test.loop.rearm_timer(timer, 1s));
  CHECK_FALSE(test.loop.ref(timer));
  CHECK_FALSE(test.loop.modify(watch, Readiness::write));
  CHECK_FALSE(test.loop.unwatch(watch));
  CHECK_FALSE(test.loop.unref(watch));
  CHECK_FALSE(test.loop.unwatch_signal(signal));
  CHECK_FALSE(test.loop.unref(signal));
}

TEST_CASE("the time goes on while nobody runs the loop", "[loop][timers]") {
  TestLoop test;
  const TimePoint before = test.loop.now();
  test.clock.advance(1s);

  CHECK(test.loop.now() - before == 1s);
}

TEST_CASE("immediates and close callbacks that set themselves again do not hold up a shutdown",
          "[loop][life]") {
  TestLoop test;
  int immediates = 0;
  const std::function<void()> again = [&] {
    ++immediates;
    test.loop.set_immediate(again);
    test.loop.add_close_callback([&] { test.loop.add_close_callback([] {}); });
  };
  test.loop.set_immediate(again);
  test.loop.post([&] { test.loop.shutdown(); });

  test.loop.run();

  CHECK(test.loop.state() == State::terminated);
  CHECK(immediates >= 1);
  CHECK(test.loop.discarded().immediates == 1);
  CHECK(test.loop.discarded().close_callbacks >= 1);
}

}  // namespace loop
