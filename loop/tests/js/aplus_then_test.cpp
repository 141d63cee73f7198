// SPDX-License-Identifier: MIT
//
// Promises/A+ 1.1, sections 2.1 (states) and 2.2 (then), clause by clause. Section 2.3 is in
// aplus_resolution_test.cpp.
//
// What C++'s types leave of the clauses that speak of JavaScript's:
//
//   2.2.1, 2.2.1.1, 2.2.1.2  A handler that is no function does not compile. The handlers are
//                            optional all the same: then(f) has no second, catch_error(f) no first.
//   2.2.5                    Handlers have no `this`: there is nothing to test.
//   2.2.7.3, 2.2.7.4         Tested for handlers that are absent.
#include <catch2/catch.hpp>
#include <stdexcept>
#include <string>
#include <vector>

#include "loop/tests/js/promise_loop.h"

namespace loop::js {

using Log = std::vector<std::string>;

namespace {

Way any_way() {
  return GENERATE(Way::before, Way::in_the_same_callback, Way::in_a_later_task);
}

int not_called(int) {
  FAIL("a handler ran that must not");
  return 0;
}

int error_not_handled(const std::exception_ptr&) {
  FAIL("a handler ran that must not");
  return 0;
}

}  // namespace

// --- 2.1 States ---

TEST_CASE("2.1.1.1: a pending promise may become fulfilled", "[js][aplus]") {
  PromiseLoop test;
  test.run([&] {
    auto [promise, resolver] = with_resolvers<int>(test.loop);
    CHECK(promise.status() == Status::pending);
    resolver.resolve(1);
    CHECK(promise.status() == Status::fulfilled);
  });
}

TEST_CASE("2.1.1.1: a pending promise may become rejected", "[js][aplus]") {
  PromiseLoop test;
  test.run([&] {
    auto [promise, resolver] = with_resolvers<int>(test.loop);
    CHECK(promise.status() == Status::pending);
    resolver.reject(std::runtime_error("broken"));
    CHECK(promise.status() == Status::rejected);
  });
}

TEST_CASE("2.1.2.1: a fulfilled promise stays so", "[js][aplus]") {
  PromiseLoop test;
  test.run([&] {
    const Promise<int> promise(test.loop, [](Resolver<int>& resolver) {
      resolver.resolve(1);
      resolver.reject(std::runtime_error("too late"));
      throw std::runtime_error("too late");
    });
    CHECK(promise.status() == Status::fulfilled);
    promise.then([&](int) { return 0; }, error_not_handled);
  });
}

TEST_CASE("2.1.2.2: a fulfilled promise has a value, which does not change", "[js][aplus]") {
  PromiseLoop test;
  std::vector<int> seen;
  test.run([&] {
    auto [promise, resolver] = with_resolvers<int>(test.loop);
    const auto see = [&seen](int value) { seen.push_back(value); };
    resolver.resolve(1);
    promise.then(see);
    resolver.resolve(2);
    promise.then(see);
  });
  CHECK(seen == std::vector<int>{1, 1});
}

TEST_CASE("2.1.3.1: a rejected promise stays so", "[js][aplus]") {
  PromiseLoop test;
  test.run([&] {
    auto [promise, resolver] = with_resolvers<int>(test.loop);
    resolver.reject(std::runtime_error("broken"));
    resolver.resolve(1);
    CHECK(promise.status() == Status::rejected);
    promise.then(not_called);
  });
}

TEST_CASE("2.1.3.2: a rejected promise has a reason, which does not change", "[js][aplus]") {
  PromiseLoop test;
  std::vector<std::exception_ptr> seen;
  const auto reason = std::make_exception_ptr(std::runtime_error("broken"));
  test.run([&] {
    auto [promise, resolver] = with_resolvers<int>(test.loop);
    const auto see = [&seen](const std::exception_ptr& error) {
      seen.push_back(error);
      return 0;
    };
    resolver.reject(reason);
    promise.catch_error(see);
    resolver.reject(std::runtime_error("another"));
    promise.catch_error(see);
  });
  CHECK(seen == std::vector{reason, reason});
}

// --- 2.2 then ---

TEST_CASE("2.2.1: both handlers are optional", "[js][aplus]") {
  PromiseLoop test;
  const Way way = any_way();
  test.run([&] {
    fulfilled(test.loop, way, 1).then([&](int) { test.log.push_back("fulfilled"); });
    rejected(test.loop, way, "broken").catch_error([&](const std::exception_ptr&) {
      test.log.push_back("rejected");
      return 0;
    });
  });
  CHECK(test.log == Log{"fulfilled", "rejected"});
}

TEST_CASE("2.2.2.1: on_fulfilled is called after the promise is fulfilled, with its value",
          "[js][aplus]") {
  PromiseLoop test;
  const Way way = any_way();
  test.run([&] {
    const Promise<int> promise = fulfilled(test.loop, way, 7);
    promise.then([&, promise](int value) {
      CHECK(promise.status() == Status::fulfilled);
      test.log.push_back(std::to_string(value));
    });
  });
  CHECK(test.log == Log{"7"});
}

TEST_CASE("2.2.2.2: on_fulfilled is not called before the promise is fulfilled", "[js][aplus]") {
  PromiseLoop test;
  test.run([&] {
    auto [promise, resolver] = with_resolvers<int>(test.loop);
    promise.then([&](int) { test.log.push_back("handler"); });
    test.loop.post([&test, resolver = std::move(resolver)]() mutable {
      test.log.push_back("now");
      resolver.resolve(1);
    });
  });
  CHECK(test.log == Log{"now", "handler"});
}

TEST_CASE("2.2.2.2: on_fulfilled is not called if the promise is never settled, nor if rejected",
          "[js][aplus]") {
  PromiseLoop test;
  auto [never, resolver] = with_resolvers<int>(test.loop);
  test.run([&, never = never] {
    never.then(not_called);
    rejected(test.loop, Way::before, "broken").then(not_called);
  });
  CHECK(never.status() == Status::pending);
}

TEST_CASE("2.2.2.3: on_fulfilled is not called more than once", "[js][aplus]") {
  PromiseLoop test;
  int calls = 0;
  test.run([&] {
    auto [promise, resolver] = with_resolvers<int>(test.loop);
    promise.then([&](int) { ++calls; });
    resolver.resolve(1);
    resolver.resolve(2);
    test.loop.post([resolver = std::move(resolver)]() mutable { resolver.resolve(3); });
  });
  CHECK(calls == 1);
}

TEST_CASE("2.2.2.3: handlers of several calls to then are each called once", "[js][aplus]") {
  PromiseLoop test;
  const Way way = any_way();
  int calls[3] = {};
  test.run([&] {
    const Promise<int> promise = fulfilled(test.loop, way, 1);
    promise.then([&](int) { ++calls[0]; });
    test.loop.queue_microtask([&, promise] { promise.then([&](int) { ++calls[1]; }); });
    test.loop.set_immediate([&, promise] { promise.then([&](int) { ++calls[2]; }); });
  });
  CHECK((calls[0] == 1 && calls[1] == 1 && calls[2] == 1));
}

TEST_CASE("2.2.3.1: on_rejected is called after the promise is rejected, with its reason",
          "[js][aplus]") {
  PromiseLoop test;
  const Way way = any_way();
  test.run([&] {
    const Promise<int> promise = rejected(test.loop, way, "broken");
    promise.then(not_called, [&, promise](const std::exception_ptr& error) {
      CHECK(promise.status() == Status::rejected);
      test.log.push_back(what(error));
      return 0;
    });
  });
  CHECK(test.log == Log{"broken"});
}

TEST_CASE("2.2.3.2: on_rejected is not called before the promise is rejected", "[js][aplus]") {
  PromiseLoop test;
  test.run([&] {
    auto [promise, resolver] = with_resolvers<int>(test.loop);
    promise.catch_error([&](const std::exception_ptr&) {
      test.log.push_back("handler");
      return 0;
    });
    test.loop.post([&test, resolver = std::move(resolver)]() mutable {
      test.log.push_back("now");
      resolver.reject(std::runtime_error("broken"));
    });
  });
  CHECK(test.log == Log{"now", "handler"});
}

TEST_CASE("2.2.3.2: on_rejected is not called if the promise is never settled, nor if fulfilled",
          "[js][aplus]") {
  PromiseLoop test;
  auto [never, resolver] = with_resolvers<int>(test.loop);
  test.run([&, never = never] {
    never.catch_error(error_not_handled);
    fulfilled(test.loop, Way::before, 1).catch_error(error_not_handled);
  });
  CHECK(never.status() == Status::pending);
}

TEST_CASE("2.2.3.3: on_rejected is not called more than once", "[js][aplus]") {
  PromiseLoop test;
  int calls = 0;
  test.run([&] {
    auto [promise, resolver] = with_resolvers<int>(test.loop);
    promise.catch_error([&](const std::exception_ptr&) { return ++calls; });
    resolver.reject(std::runtime_error("first"));
    resolver.reject(std::runtime_error("second"));
    test.loop.post([resolver = std::move(resolver)]() mutable {
      resolver.reject(std::runtime_error("third"));
    });
  });
  CHECK(calls == 1);
}

TEST_CASE("2.2.4: on_fulfilled runs only when the code that called then has returned",
          "[js][aplus]") {
  PromiseLoop test;
  test.run([&] {
    Promise<int>::resolve(test.loop, 1).then([&](int) { test.log.push_back("handler"); });
    test.log.push_back("after then");
  });
  CHECK(test.log == Log{"after then", "handler"});
}

TEST_CASE("2.2.4: on_fulfilled runs only when the code that settles has returned", "[js][aplus]") {
  PromiseLoop test;
  test.run([&] {
    auto [promise, resolver] = with_resolvers<int>(test.loop);
    promise.then([&](int) { test.log.push_back("handler"); });
    resolver.resolve(1);
    test.log.push_back("after resolve");
  });
  CHECK(test.log == Log{"after resolve", "handler"});
}

TEST_CASE("2.2.4: on_rejected runs only when the code that called then, or settles, has returned",
          "[js][aplus]") {
  PromiseLoop test;
  test.run([&] {
    const auto note = [&](const std::exception_ptr& error) {
      test.log.push_back(what(error));
      return 0;
    };
    rejected(test.loop, Way::before, "before").catch_error(note);
    test.log.push_back("after then");
    auto [promise, resolver] = with_resolvers<int>(test.loop);
    promise.catch_error(note);
    resolver.reject(std::runtime_error("now"));
    test.log.push_back("after reject");
  });
  CHECK(test.log == Log{"after then", "after reject", "before", "now"});
}

TEST_CASE("2.2.4: a handler that is added in a handler runs after that has returned",
          "[js][aplus]") {
  PromiseLoop test;
  const Way way = any_way();
  test.run([&] {
    const Promise<int> promise = fulfilled(test.loop, way, 1);
    promise.then([&, promise](int) {
      promise.then([&](int) { test.log.push_back("inner"); });
      test.log.push_back("outer");
    });
  });
  CHECK(test.log == Log{"outer", "inner"});
}

TEST_CASE("2.2.6.1: all fulfilment handlers run in the order of their calls to then",
          "[js][aplus]") {
  PromiseLoop test;
  const Way way = any_way();
  test.run([&] {
    const Promise<int> promise = fulfilled(test.loop, way, 1);
    const auto add = [&](const char* name) {
      promise.then([&test, name](int) { test.log.push_back(name); });
    };
    add("first");
    add("second");
    promise.catch_error(error_not_handled);
    promise.then([](int) { throw std::runtime_error("one that throws disturbs nobody"); });
    add("third");
  });
  CHECK(test.log == Log{"first", "second", "third"});
}

TEST_CASE("2.2.6.2: all rejection handlers run in the order of their calls to then",
          "[js][aplus]") {
  PromiseLoop test;
  const Way way = any_way();
  test.run([&] {
    const Promise<int> promise = rejected(test.loop, way, "broken");
    const auto add = [&](const char* name) {
      promise.catch_error([&test, name](const std::exception_ptr&) {
        test.log.push_back(name);
        return 0;
      });
    };
    add("first");
    add("second");
    promise.then(not_called);
    promise.catch_error([](const std::exception_ptr&) -> int { throw std::runtime_error("x"); });
    add("third");
  });
  CHECK(test.log == Log{"first", "second", "third"});
}

TEST_CASE("2.2.7: then returns another promise", "[js][aplus]") {
  PromiseLoop test;
  test.run([&] {
    const auto promise = Promise<int>::resolve(test.loop, 1);
    CHECK_FALSE(promise.then([](int value) { return value; }) == promise);
    CHECK(promise.then([](int value) { return value; }).status() == Status::pending);
  });
}

}  // namespace loop::js
