// SPDX-License-Identifier: MIT
//
// What a loop does with the exceptions of callbacks.
#include <catch2/catch.hpp>
#include <chrono>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "loop/tests/support/test_loop.h"

namespace loop {

using namespace std::chrono_literals;
using Log = std::vector<std::string>;

TEST_CASE("a thrown exception leaves run(), and the loop goes on afterwards",
          "[loop][exceptions]") {
  TestLoop test;
  test.loop.post([&] {
    test.loop.queue_microtask(test.note("microtask"));
    throw std::runtime_error("task");
  });
  test.loop.post(test.note("next task"));

  CHECK_THROWS_WITH(test.loop.run(), "task");
  CHECK(test.loop.state() == State::awake);
  CHECK(test.log.empty());
  test.loop.run_once();

  CHECK(test.log == Log{"microtask", "next task"});
}

TEST_CASE("an exception loses no event of its batch", "[loop][exceptions]") {
  TestLoop test;
  test.loop.watch(3, Readiness::read, [](Readiness) { throw std::runtime_error("handler"); });
  test.loop.watch(4, Readiness::read, [&](Readiness) { test.log.push_back("second"); });
  test.poller->make_ready(3, Readiness::read);
  test.poller->make_ready(4, Readiness::read);

  CHECK_THROWS_WITH(test.loop.run_once(), "handler");
  test.loop.run_once();

  CHECK(test.log == Log{"second"});
}

TEST_CASE("an exception handler is told, and the turn goes on", "[loop][exceptions]") {
  TestLoop test;
  int told = 0;
  test.loop.set_exception_handler([&](const std::exception_ptr& exception) {
    ++told;
    CHECK_THROWS_WITH(std::rethrow_exception(exception), "broken");
  });
  const auto broken = [] { throw std::runtime_error("broken"); };
  test.loop.post(broken);
  test.loop.queue_microtask(broken);
  test.loop.add_timer(0ns, broken);
  test.loop.post(test.note("task"));

  test.loop.run_once();

  CHECK(told == 3);
  CHECK(test.log == Log{"task"});
}

TEST_CASE("what an exception handler throws leaves run()", "[loop][exceptions]") {
  TestLoop test;
  test.loop.set_exception_handler([](const std::exception_ptr&) { throw 42; });
  test.loop.post([] { throw std::runtime_error("task"); });

  CHECK_THROWS_AS(test.loop.run(), int);

  CHECK(test.loop.state() == State::awake);
}

TEST_CASE("an exception during the drain leaves run(), and the next run() goes on with it",
          "[loop][exceptions]") {
  TestLoop test;
  test.loop.post([] { throw std::runtime_error("task"); });
  test.loop.post(test.note("task"));
  test.loop.shutdown();

  CHECK_THROWS_WITH(test.loop.run(), "task");
  CHECK(test.loop.state() == State::terminating);
  test.loop.run();

  CHECK(test.log == Log{"task"});
  CHECK(test.loop.state() == State::terminated);
}

TEST_CASE("an exception handler may replace itself and use its captures afterwards",
          "[loop][exceptions]") {
  TestLoop test;
  const auto capture = std::make_shared<int>(0);
  test.loop.set_exception_handler([&test, capture](const std::exception_ptr&) {
    test.loop.set_exception_handler([&test](const std::exception_ptr&) {
      test.log.push_back("second");
      test.loop.set_exception_handler({});
    });
    ++*capture;
    test.log.push_back("first");
  });
  const auto broken = [] { throw std::runtime_error("broken"); };
  for (int i = 0; i < 3; ++i) test.loop.post(broken);

  CHECK_THROWS_WITH(test.loop.run_once(), "broken");

  CHECK(test.log == Log{"first", "second"});
  CHECK(*capture == 1);
  CHECK(capture.use_count() == 1);
}

TEST_CASE("an exception does not keep a closed loop from ending", "[loop][exceptions]") {
  TestLoop test;
  test.loop.post([&] {
    test.loop.close();
    throw std::runtime_error("task");
  });
  test.loop.post(test.note("task"));

  CHECK_THROWS_WITH(test.loop.run(), "task");

  CHECK(test.loop.state() == State::terminated);
  CHECK(test.loop.discarded().tasks == 1);
}

}  // namespace loop
