// SPDX-License-Identifier: MIT
#include "loop/js/promisify.h"

#include <catch2/catch.hpp>
#include <chrono>
#include <memory>
#include <optional>
#include <stdexcept>
#include <stop_token>
#include <string>
#include <system_error>
#include <thread>

#include "loop/js/coroutine.h"
#include "loop/tests/js/waiting.h"
#include "loop/tests/support/gate.h"

namespace loop::js {

namespace {

/// One worker, so that work waits for work.
LoopOptions one_worker() {
  LoopOptions options;
  options.most_workers = 1;
  return options;
}

struct WorkLoop {
  Loop loop{one_worker()};
  WorkLoop() {
    on_unhandled_rejection(loop, [](const Rejection&) {});
  }
};

}  // namespace

TEST_CASE("the result of work fulfils a promise", "[js][promisify]") {
  WorkLoop test;
  const std::thread::id here = std::this_thread::get_id();
  std::thread::id there = here;
  const Promise<int> promise = promisify(test.loop, [&] {
    there = std::this_thread::get_id();
    return 42;
  });
  CHECK(promise.status() == Status::pending);
  CHECK(test.loop.run_while_alive());
  REQUIRE(promise.status() == Status::fulfilled);
  CHECK(promise.state()->value() == 42);
  CHECK(there != here);
}

TEST_CASE("work may give nothing, or what only moves", "[js][promisify]") {
  WorkLoop test;
  const Promise<void> nothing = promisify(test.loop, [] {});
  int got = 0;
  static_cast<void>(promisify(test.loop, [owned = std::make_unique<int>(3)]() mutable {
                      return std::move(owned);
                    }).then([&](std::unique_ptr<int>&& value) { got = *value; }));
  CHECK(test.loop.run_while_alive());
  CHECK(nothing.status() == Status::fulfilled);
  CHECK(got == 3);
}

TEST_CASE("the exception of work rejects a promise", "[js][promisify]") {
  WorkLoop test;
  const Promise<int> promise = promisify(test.loop, []() -> int { throw Reason(5); });
  CHECK(test.loop.run_while_alive());
  CHECK(number_of(error_of(promise)) == 5);
}

TEST_CASE("a coroutine goes on with the result, on the loop's thread", "[js][promisify]") {
  WorkLoop test;
  bool is_on_loop = false;
  const auto work = [&](Loop& loop) -> Promise<int> {
    const int value = co_await promisify(loop, [] { return 20; });
    is_on_loop = loop.is_loop_thread();
    co_return value + 1;
  };
  const Promise<int> promise = work(test.loop);
  CHECK(test.loop.run_while_alive());
  CHECK(is_on_loop);
  CHECK(promise.state()->value() == 21);
}

TEST_CASE("an abort does not wait for the work, and stops its token", "[js][promisify][abort]") {
  Gate gate;
  WorkLoop test;
  AbortController controller(test.loop);
  bool is_stopped = false;
  const Promise<int> promise = promisify(
      test.loop,
      [&](const std::stop_token& token) {
        gate.pass();
        is_stopped = token.stop_requested();
        return 7;
      },
      controller.signal());
  gate.wait_until_begun();
  controller.abort(Reason(1));
  CHECK(number_of(error_of(promise)) == 1);
  gate.open();
  CHECK(test.loop.run_while_alive());
  CHECK(is_stopped);
  CHECK(number_of(error_of(promise)) == 1);
}

TEST_CASE("work that has not begun when it is aborted does not begin", "[js][promisify][abort]") {
  Gate gate;
  WorkLoop test;
  AbortController controller(test.loop);
  const Promise<void> first = promisify(test.loop, [&] { gate.pass(); });
  gate.wait_until_begun();
  bool has_begun = false;
  const Promise<void> second = promisify(
      test.loop, [&] { has_begun = true; }, controller.signal());
  controller.abort(Reason(2));
  CHECK(number_of(error_of(second)) == 2);
  gate.open();
  CHECK(test.loop.run_while_alive());
  CHECK_FALSE(has_begun);
  CHECK(first.status() == Status::fulfilled);
}

TEST_CASE("work with a signal that is aborted is not offered", "[js][promisify][abort]") {
  WorkLoop test;
  const Promise<int> promise = promisify(
      test.loop, [] { return 1; }, AbortSignal::abort(test.loop, Reason(3)));
  CHECK(number_of(error_of(promise)) == 3);
  test.loop.close();
  CHECK(test.loop.discarded().work == 0);
}

TEST_CASE("an abort after the work has no effect", "[js][promisify][abort]") {
  WorkLoop test;
  AbortController controller(test.loop);
  const Promise<int> promise = promisify(
      test.loop, [] { return 1; }, controller.signal());
  CHECK(test.loop.run_while_alive());
  controller.abort();
  CHECK(promise.status() == Status::fulfilled);
}

TEST_CASE("a loop that was told to stop refuses work", "[js][promisify][life]") {
  WorkLoop test;
  std::optional<Promise<int>> promise;
  test.loop.post([&] {
    test.loop.shutdown();
    promise = promisify(test.loop, [] { return 1; });
  });
  test.loop.run();
  REQUIRE(promise.has_value());
  CHECK(code_of(*promise) == Errc::terminated);
}

TEST_CASE("shutdown waits for the work, and the promise is fulfilled", "[js][promisify][life]") {
  Gate gate;
  WorkLoop test;
  const Promise<int> promise = promisify(test.loop, [&] {
    gate.pass();
    return 1;
  });
  gate.wait_until_begun();
  test.loop.shutdown();
  gate.open();
  test.loop.run();
  CHECK(promise.status() == Status::fulfilled);
}

TEST_CASE("a loop that ends before the work rejects the promise", "[js][promisify][life]") {
  Gate gate;
  const auto capture = std::make_shared<int>(0);
  std::optional<Promise<int>> running;
  std::optional<Promise<int>> queued;
  {
    WorkLoop test;
    const AbortController controller(test.loop);
    running = promisify(
        test.loop,
        [&gate, capture] {
          gate.pass();
          return 1;
        },
        controller.signal());
    queued = promisify(test.loop, [capture] { return 2; });
    gate.wait_until_begun();
    test.loop.close();
    CHECK(code_of(*running) == Errc::terminated);
    CHECK(code_of(*queued) == Errc::terminated);
    gate.open();
    test.loop.wait();
  }
  CHECK(capture.use_count() == 1);
  CHECK(code_of(*running) == Errc::terminated);
}

TEST_CASE("a coroutine that waits for work is destroyed with the loop", "[js][promisify][life]") {
  Gate gate;
  const auto capture = std::make_shared<int>(0);
  WorkLoop test;
  const auto work = [&gate](Loop& loop, std::shared_ptr<int> held) -> Promise<int> {
    co_await promisify(loop, [&gate] { gate.pass(); });
    co_return ++*held;
  };
  const Promise<int> promise = work(test.loop, capture);
  gate.wait_until_begun();
  test.loop.close();
  CHECK(capture.use_count() == 1);
  CHECK(code_of(promise) == Errc::terminated);
  gate.open();
}

}  // namespace loop::js
