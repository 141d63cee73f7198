// SPDX-License-Identifier: MIT
#include "loop/js/coroutine.h"

#include <catch2/catch.hpp>
#include <memory>
#include <stdexcept>
#include <string>
#include <system_error>
#include <vector>

#include "loop/js/hop.h"
#include "loop/js/promise.h"
#include "loop/js/timers.h"
#include "loop/tests/support/test_loop.h"

namespace loop::js {

using namespace std::chrono_literals;

namespace {

using Log = std::vector<std::string>;

Promise<int> twice(Loop&, Promise<int> promise) {
  co_return 2 * co_await promise;
}

Promise<void> note_around(Loop&, Log& log, Promise<void> promise) {
  log.push_back("before");
  co_await promise;
  log.push_back("after");
}

/// Runs `begin()` as a task, and then all that comes of it.
template <typename Begin>
void run_from_task(Loop& loop, Begin begin) {
  loop.post(std::move(begin));
  loop.run_while_alive();
}

}  // namespace

TEST_CASE("a coroutine runs at once up to the first co_await, and goes on in a microtask",
          "[js][coroutine]") {
  TestLoop test;
  run_from_task(test.loop, [&] {
    test.loop.queue_microtask(test.note("queued before"));
    note_around(test.loop, test.log, Promise<void>::resolve(test.loop));
    test.log.push_back("caller");
    test.loop.queue_microtask(test.note("queued after"));
  });
  CHECK(test.log == Log{"before", "caller", "queued before", "after", "queued after"});
}

TEST_CASE("the value of a coroutine is the value of its promise", "[js][coroutine]") {
  TestLoop test;
  int got = 0;
  run_from_task(test.loop, [&] {
    twice(test.loop, twice(test.loop, Promise<int>::resolve(test.loop, 5))).then([&](int value) {
      got = value;
    });
  });
  CHECK(got == 20);
}

TEST_CASE("what leaves a coroutine rejects its promise, and co_await throws it",
          "[js][coroutine]") {
  TestLoop test;
  std::string caught;
  const auto fail = [](Loop&) -> Promise<int> {
    co_await Promise<void>::resolve(*Loop::current());
    throw std::runtime_error("no");
  };
  const auto handle = [&](Loop& loop) -> Promise<void> {
    try {
      co_await fail(loop);
    } catch (const std::runtime_error& error) {
      caught = error.what();
    }
  };
  run_from_task(test.loop, [&] { handle(test.loop); });
  CHECK(caught == "no");
}

TEST_CASE("a coroutine may return a promise, which its own follows", "[js][coroutine]") {
  TestLoop test;
  const auto pass = [](Loop&, Promise<int> promise) -> Promise<int> { co_return promise; };
  int got = 0;
  run_from_task(test.loop, [&] {
    pass(test.loop, Promise<int>::resolve(test.loop, 7)).then([&](int value) { got = value; });
  });
  CHECK(got == 7);
}

TEST_CASE("co_await moves the value out of a promise that nobody else holds, and copies others",
          "[js][coroutine]") {
  TestLoop test;
  const auto make = [](Loop&) -> Promise<std::shared_ptr<int>> {
    co_return std::make_shared<int>(3);
  };
  long uses_when_moved = 0;
  long uses_when_copied = 0;
  const auto use = [&](Loop& loop) -> Promise<void> {
    const std::shared_ptr<int> moved = co_await make(loop);
    uses_when_moved = moved.use_count();
    const Promise<std::shared_ptr<int>> kept = make(loop);
    const std::shared_ptr<int> copied = co_await kept;
    uses_when_copied = copied.use_count();
  };
  run_from_task(test.loop, [&] { use(test.loop); });
  CHECK(uses_when_moved == 1);
  CHECK(uses_when_copied == 2);
}

TEST_CASE("co_await gives values that cannot be copied", "[js][coroutine]") {
  TestLoop test;
  int got = 0;
  const auto use = [&](Loop& loop) -> Promise<void> {
    const auto promise = Promise<std::unique_ptr<int>>::resolve(loop, std::make_unique<int>(4));
    got = *co_await promise;
  };
  run_from_task(test.loop, [&] { use(test.loop); });
  CHECK(got == 4);
}

TEST_CASE("a coroutine without a loop among its parameters belongs to the one that runs it",
          "[js][coroutine]") {
  TestLoop test;
  const auto answer = []() -> Promise<int> { co_return 42; };
  int got = 0;
  run_from_task(test.loop, [&] { answer().then([&](int value) { got = value; }); });
  CHECK(got == 42);
  CHECK_THROWS_AS(answer(), std::system_error);
}

TEST_CASE("a coroutine that ends before the loop runs settles its promise when it does",
          "[js][coroutine]") {
  TestLoop test;
  const auto answer = [](Loop&) -> Promise<int> { co_return 42; };
  int got = 0;
  const Promise<int> promise = answer(test.loop);
  promise.then([&](int value) { got = value; });
  test.loop.run_while_alive();
  CHECK(got == 42);
}

TEST_CASE("what a coroutine holds is destroyed before its promise is settled", "[js][coroutine]") {
  TestLoop test;
  const auto hold = [](Loop&, std::shared_ptr<void>) -> Promise<void> { co_return; };
  run_from_task(test.loop, [&] {
    auto held = at_end([&] { test.log.push_back("destroyed"); });
    hold(test.loop, std::move(held)).then([&] { test.log.push_back("settled"); });
    test.log.push_back("caller");
  });
  CHECK(test.log == Log{"destroyed", "caller", "settled"});
}

TEST_CASE("promises that are ready do not overtake microtasks that wait", "[js][coroutine]") {
  TestLoop test;
  const auto count = [&](Loop& loop, std::string name) -> Promise<void> {
    const auto ready = Promise<void>::resolve(loop);
    for (int i = 0; i < 3; ++i) {
      test.log.push_back(name + std::to_string(i));
      co_await ready;
    }
  };
  run_from_task(test.loop, [&] {
    count(test.loop, "a");
    count(test.loop, "b");
    test.loop.next_tick(test.note("tick"));
  });
  CHECK(test.log == Log{"a0", "b0", "tick", "a1", "b1", "a2", "b2"});
}

TEST_CASE("a coroutine that is started inside another one does not resume before its caller waits",
          "[js][coroutine]") {
  TestLoop test;
  const auto inner = [&](Loop& loop) -> Promise<void> {
    co_await Promise<void>::resolve(loop);
    test.log.push_back("inner");
  };
  const auto outer = [&](Loop& loop) -> Promise<void> {
    co_await Promise<void>::resolve(loop);
    const Promise<void> started = inner(loop);
    test.log.push_back("outer");
    co_await started;
    test.log.push_back("end");
  };
  run_from_task(test.loop, [&] { outer(test.loop); });
  CHECK(test.log == Log{"outer", "inner", "end"});
}

TEST_CASE("a million promises may be awaited one after the other, and a chain of coroutines ended",
          "[js][coroutine]") {
  TestLoop test;
  constexpr int many = 1'000'000;
  int sum = 0;
  const auto add = [&](Loop& loop) -> Promise<void> {
    const auto one = Promise<int>::resolve(loop, 1);
    for (int i = 0; i < many; ++i) sum += co_await one;
  };
  run_from_task(test.loop, [&] { add(test.loop); });
  CHECK(sum == many);

  constexpr int links = 100'000;
  const auto next = [](Loop&, Promise<int> promise) -> Promise<int> {
    co_return 1 + co_await promise;
  };
  int got = 0;
  Resolvers<int> first = with_resolvers<int>(test.loop);
  run_from_task(test.loop, [&] {
    Promise<int> last = first.promise;
    for (int i = 0; i < links; ++i) last = next(test.loop, last);
    last.then([&](int value) { got = value; });
    first.resolver.resolve(0);
  });
  CHECK(got == links);
}

TEST_CASE("close() stops a coroutine that would go on for ever", "[js][coroutine]") {
  TestLoop test;
  bool is_destroyed = false;
  const auto spin = [&](Loop& loop, std::shared_ptr<void>) -> Promise<void> {
    const auto ready = Promise<void>::resolve(loop);
    for (int i = 0;; ++i) {
      if (i == 1000) loop.close();
      co_await ready;
    }
  };
  test.loop.post([&] { spin(test.loop, at_end([&] { is_destroyed = true; })); });
  test.loop.run();
  CHECK(is_destroyed);
}

TEST_CASE("co_await on another thread than the promise's loop throws", "[js][coroutine]") {
  TestLoop here;
  TestLoop elsewhere;
  const Promise<void> foreign = Promise<void>::resolve(elsewhere.loop);
  Status status = Status::pending;
  elsewhere.loop.post([&] {
    // Inside another loop: the thread is neither in `here`, nor is `elsewhere` unused.
    const auto wait = [&](Loop&) -> Promise<void> { co_await foreign; };
    wait(here.loop);
  });
  const auto wait = [](Loop&, Promise<void> promise) -> Promise<void> { co_await promise; };
  run_from_task(elsewhere.loop, [&] {
    const Promise<void> unused = wait(elsewhere.loop, foreign);
    unused.then([&] { status = Status::fulfilled; });
  });
  CHECK(status == Status::fulfilled);
}

}  // namespace loop::js
