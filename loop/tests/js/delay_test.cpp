// SPDX-License-Identifier: MIT
#include "loop/js/delay.h"

#include <catch2/catch.hpp>
#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <system_error>
#include <vector>

#include "loop/js/coroutine.h"
#include "loop/tests/js/waiting.h"

namespace loop::js {

using namespace std::chrono_literals;

namespace {

/// Whether there is nothing to wait for.
bool ends_at_once(TestLoop& test) {
  const TimePoint begin = test.clock.now();
  test.loop.run_while_alive();
  return test.clock.now() == begin;
}

}  // namespace

TEST_CASE("a delay is over when its time has come", "[js][delay]") {
  WaitingLoop test;
  const Promise<void> promise = delay(test.loop, 10ms);
  test.loop.run_for(9ms);
  CHECK(promise.status() == Status::pending);
  test.loop.run_for(2ms);
  CHECK(promise.status() == Status::fulfilled);
}

TEST_CASE("a delay keeps the loop alive", "[js][delay]") {
  WaitingLoop test;
  const TimePoint begin = test.clock.now();
  const Promise<void> promise = delay(test.loop, 10ms, AbortController(test.loop).signal());
  CHECK(test.loop.run_while_alive());
  CHECK(promise.status() == Status::fulfilled);
  CHECK(test.clock.now() - begin == 10ms);
}

TEST_CASE("delays are over in the order of their times, and then of their calls", "[js][delay]") {
  WaitingLoop test;
  for (const int ms : {2, 1, 2, 0}) {
    static_cast<void>(delay(test.loop, std::chrono::milliseconds(ms)).then([&test, ms] {
      test.log.push_back(std::to_string(ms));
    }));
  }
  test.loop.run_while_alive();
  CHECK(test.log == std::vector<std::string>{"0", "1", "2", "2"});
}

TEST_CASE("a delay that is aborted is rejected with the reason, and needs no timer",
          "[js][delay][abort]") {
  WaitingLoop test;
  AbortController controller(test.loop);
  const Promise<void> promise = delay(test.loop, 1h, controller.signal());
  controller.abort(Reason(3));
  CHECK(number_of(error_of(promise)) == 3);
  CHECK(ends_at_once(test));
  test.loop.close();
  CHECK(test.loop.discarded().timers == 0);
}

TEST_CASE("a delay with a signal that is aborted is rejected at once", "[js][delay][abort]") {
  WaitingLoop test;
  const Promise<void> promise = delay(test.loop, 1h, AbortSignal::abort(test.loop, Reason(3)));
  CHECK(number_of(error_of(promise)) == 3);
  CHECK(ends_at_once(test));
}

TEST_CASE("a delay with a signal of a loop that has ended throws, and leaves no timer",
          "[js][delay][abort]") {
  WaitingLoop test;
  WaitingLoop other;
  const AbortController controller(other.loop);
  other.loop.close();
  CHECK_THROWS_AS(delay(test.loop, 1h, controller.signal()), std::system_error);
  CHECK(ends_at_once(test));
}

TEST_CASE("an abort after the delay has no effect", "[js][delay][abort]") {
  WaitingLoop test;
  AbortController controller(test.loop);
  const Promise<void> promise = delay(test.loop, 1ms, controller.signal());
  test.loop.run_while_alive();
  controller.abort();
  CHECK(promise.status() == Status::fulfilled);
}

TEST_CASE("an abort by who has waited for the delay has no effect", "[js][delay][abort]") {
  WaitingLoop test;
  AbortController controller(test.loop);
  const Promise<void> promise = delay(test.loop, 1ms, controller.signal());
  const Promise<void> after = promise.then([&] { controller.abort(); });
  test.loop.run_while_alive();
  CHECK(promise.status() == Status::fulfilled);
  CHECK(after.status() == Status::fulfilled);
}

TEST_CASE("an abort in the turn in which the delay would end comes first", "[js][delay][abort]") {
  WaitingLoop test;
  AbortController controller(test.loop);
  test.loop.add_timer(1ms, [&] { controller.abort(); });
  const Promise<void> promise = delay(test.loop, 1ms, controller.signal());
  test.loop.run_while_alive();
  CHECK(is_rejected_with<AbortError>(promise));
}

TEST_CASE("a delay may be shorter than its own timeout, and longer", "[js][delay][abort]") {
  WaitingLoop test;
  const Promise<void> shorter = delay(test.loop, 1s, AbortSignal::timeout(test.loop, 2s));
  const Promise<void> longer = delay(test.loop, 3s, AbortSignal::timeout(test.loop, 2s));
  test.loop.run_while_alive();
  CHECK(shorter.status() == Status::fulfilled);
  CHECK(is_rejected_with<TimeoutError>(longer));
}

TEST_CASE("a delay below zero is refused", "[js][delay]") {
  WaitingLoop test;
  AbortController controller(test.loop);
  CHECK_THROWS_AS(delay(test.loop, -1ns), std::system_error);
  CHECK_THROWS_AS(delay(test.loop, -1ns, controller.signal()), std::system_error);
  controller.abort();
  CHECK_FALSE(test.loop.is_alive());
}

TEST_CASE("a delay is rejected when the loop ends before", "[js][delay][life]") {
  WaitingLoop test;
  const AbortController controller(test.loop);
  const Promise<void> plain = delay(test.loop, 1h);
  const Promise<void> with_signal = delay(test.loop, 1h, controller.signal());
  SECTION("close") {
    test.loop.close();
  }
  SECTION("shutdown") {
    test.loop.shutdown();
    test.loop.run();
  }
  CHECK(code_of(plain) == Errc::terminated);
  CHECK(code_of(with_signal) == Errc::terminated);
}

TEST_CASE("a coroutine that waits for a delay is destroyed with the loop", "[js][delay][life]") {
  WaitingLoop test;
  const auto capture = std::make_shared<int>(0);
  const auto wait = [](Loop& loop, std::shared_ptr<int> held) -> Promise<int> {
    co_await delay(loop, 1h);
    co_return ++*held;
  };
  const Promise<int> promise = wait(test.loop, capture);
  CHECK(capture.use_count() == 2);
  test.loop.close();
  CHECK(capture.use_count() == 1);
  CHECK(*capture == 0);
  CHECK(code_of(promise) == Errc::terminated);
}

TEST_CASE("a coroutine may handle that its delay is aborted", "[js][delay][abort]") {
  WaitingLoop test;
  AbortController controller(test.loop);
  const auto wait = [](Loop& loop, AbortSignal signal) -> Promise<int> {
    try {
      co_await delay(loop, 1h, signal);
    } catch (const Reason& reason) {
      co_return reason.number;
    }
    co_return 0;
  };
  int result = 0;
  static_cast<void>(wait(test.loop, controller.signal()).then([&](int value) { result = value; }));
  test.loop.add_timer(1ms, [&] { controller.abort(Reason(9)); });
  test.loop.run_while_alive();
  CHECK(result == 9);
}

}  // namespace loop::js
