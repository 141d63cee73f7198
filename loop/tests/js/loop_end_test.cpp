// SPDX-License-Identifier: MIT
//
// What promises and coroutines hear, and do not hear, when their loop ends or breaks off.
#include <catch2/catch.hpp>
#include <chrono>
#include <coroutine>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "loop/js/coroutine.h"
#include "loop/js/delay.h"
#include "loop/js/hop.h"
#include "loop/js/promise.h"
#include "loop/tests/js/show_frame.h"
#include "loop/tests/support/test_loop.h"

namespace loop::js {

using namespace std::chrono_literals;

namespace {

using Log = std::vector<std::string>;

Promise<void> wait_a_day(Loop& loop) {
  co_await delay(loop, 24h);
}

}  // namespace

TEST_CASE("a shutdown is no error that somebody must handle, however many wait for each other",
          "[js][end]") {
  TestLoop test;
  int reports = 0;
  const bool has_handler = GENERATE(false, true);
  if (has_handler) on_unhandled_rejection(test.loop, [&](const Rejection&) { ++reports; });
  std::vector<Promise<void>> promises;
  test.loop.post([&] {
    promises.push_back(delay(test.loop, 1h).then([] {}));
    promises.push_back(wait_a_day(test.loop));
    promises.push_back(promises.back().finally([] {}));
    test.loop.shutdown();
  });
  CHECK_NOTHROW(test.loop.run());
  CHECK(reports == 0);
  CHECK(test.loop.state() == State::terminated);
  for (const Promise<void>& promise : promises) CHECK(promise.status() == Status::rejected);
}

TEST_CASE("other errors are reported at the end, too", "[js][end]") {
  TestLoop test;
  int reports = 0;
  on_unhandled_rejection(test.loop, [&](const Rejection&) { ++reports; });
  test.loop.post([&] {
    delay(test.loop, 1h).catch_error([](const std::exception_ptr&) {
      throw std::runtime_error("cleaning up failed");
    });
    test.loop.shutdown();
  });
  test.loop.run();
  CHECK(reports == 1);
}

TEST_CASE("what was told of the shutdown may still use immediates and close callbacks",
          "[js][end]") {
  TestLoop test;
  test.loop.post([&] {
    delay(test.loop, 1h).catch_error([&](const std::exception_ptr&) {
      test.loop.set_immediate(test.note("immediate"));
      test.loop.add_close_callback(test.note("close callback"));
    });
    test.loop.shutdown();
  });
  test.loop.run();
  CHECK(test.log == Log{"immediate", "close callback"});
}

TEST_CASE(
    "a rejection is reported in the next run, if a microtask threw before the checkpoint's end",
    "[js][end]") {
  TestLoop test;
  on_unhandled_rejection(test.loop, [&](const Rejection&) { test.log.push_back("unhandled"); });
  test.loop.queue_microtask([&] {
    Promise<void>::reject(test.loop, std::runtime_error("unseen"));
    test.loop.queue_microtask([] { throw std::logic_error("in the way"); });
  });
  CHECK_THROWS_AS(test.loop.run_while_alive(), std::logic_error);
  CHECK(test.log.empty());
  CHECK(test.loop.is_alive());
  test.loop.run_while_alive();
  CHECK(test.log == Log{"unhandled"});
  CHECK_FALSE(test.loop.is_alive());
}

TEST_CASE(
    "a handler may be a coroutine, whose captures and value live until its promise is settled",
    "[js][end]") {
  TestLoop test;
  auto destroyed = at_end([&] { test.log.push_back("captures are gone"); });
  test.loop.post([&, held = std::move(destroyed)]() mutable {
    Promise<std::string>::resolve(test.loop, std::string("a value that is not short at all"))
        .then([&, held = std::move(held)](const std::string& value) -> Promise<void> {
          co_await delay(test.loop, 1ms);
          test.log.push_back(value);
        })
        .then([&] { test.log.push_back("settled"); });
  });
  test.loop.run_while_alive();
  CHECK(test.log == Log{"a value that is not short at all", "captures are gone", "settled"});
}

TEST_CASE("a coroutine may be destroyed where it waits for its task", "[js][end]") {
  TestLoop test;
  std::coroutine_handle<> frame;
  const auto hop = [&](Loop& loop, std::shared_ptr<void>) -> Promise<void> {
    co_await ShowFrame{frame};
    co_await post(loop);
    test.log.push_back("went on");
  };
  test.loop.post([&] {
    hop(test.loop, at_end([&] { test.log.push_back("destroyed"); }))
        .catch_error([&](const std::exception_ptr&) { test.log.push_back("rejected"); });
    frame.destroy();
  });
  test.loop.run_while_alive();
  CHECK(test.log == Log{"destroyed", "rejected"});
}

TEST_CASE("a promise does not follow one of another loop", "[js][end]") {
  TestLoop outer;
  TestLoop inner;
  Status status = Status::pending;
  outer.loop.post([&] {
    inner.loop.post([&] {
      const auto foreign = Promise<int>::resolve(outer.loop, 1);
      const auto follower = Promise<int>::resolve(inner.loop, 0).then([=](int) { return foreign; });
      follower.catch_error([&](const std::exception_ptr&) {
        status = Status::rejected;
        return 0;
      });
    });
    inner.loop.run_while_alive();
  });
  outer.loop.run_while_alive();
  CHECK(status == Status::rejected);
}

}  // namespace loop::js
