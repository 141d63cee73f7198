// SPDX-License-Identifier: MIT
//
// What becomes of promises when their loop ends, and of chains that are long.
#include <catch2/catch.hpp>
#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "loop/tests/js/promise_loop.h"

namespace loop::js {

using namespace std::chrono_literals;
using Log = std::vector<std::string>;

namespace {

/// So long that one call within the other for each would need more than a thread's stack.
constexpr int long_chain = 1'000'000;

Promise<int> chain_behind(Promise<int> last, int length) {
  for (int i = 0; i < length; ++i) last = last.then([](int value) { return value + 1; });
  return last;
}

}  // namespace

TEST_CASE("a long chain settles, and is destroyed, without deep recursion", "[js][end]") {
  PromiseLoop test;
  int seen = 0;
  test.run([&] {
    chain_behind(Promise<int>::resolve(test.loop, 0), long_chain).then([&](int value) {
      seen = value;
    });
  });
  CHECK(seen == long_chain);
}

TEST_CASE("an error goes through a long chain without deep recursion", "[js][end]") {
  PromiseLoop test;
  test.run([&] {
    auto [first, resolver] = with_resolvers<int>(test.loop);
    chain_behind(first, long_chain).catch_error([&](const std::exception_ptr& error) {
      test.log.push_back(what(error));
      return 0;
    });
    resolver.reject(std::runtime_error("broken"));
  });
  CHECK(test.log == Log{"broken"});
}

TEST_CASE("a long chain of promises that follow each other settles without deep recursion",
          "[js][end]") {
  PromiseLoop test;
  int seen = 0;
  test.run([&] {
    auto [first, resolver] = with_resolvers<int>(test.loop);
    Promise<int> last = first;
    for (int i = 0; i < long_chain / 4; ++i) {
      last = Promise<int>(test.loop, [&](Resolver<int>& follower) { follower.resolve(last); });
    }
    last.then([&](int value) { seen = value; });
    resolver.resolve(1);
  });
  CHECK(seen == 1);
}

TEST_CASE("a long chain is given up at the end of the loop without deep recursion", "[js][end]") {
  PromiseLoop test;
  int destroyed = 0;
  auto [first, resolver] = with_resolvers<int>(test.loop);
  const Promise<int> last = chain_behind(first, long_chain);
  last.then([counter = at_end([&] { ++destroyed; })](int) {});
  test.loop.run_while_alive();
  test.loop.close();
  CHECK(destroyed == 1);
  CHECK(code_of(error_of(last)) == Errc::terminated);
}

TEST_CASE("promises that somebody waits for are rejected when the loop ends", "[js][end]") {
  PromiseLoop test;
  auto [promise, resolver] = with_resolvers<int>(test.loop);
  const auto derived = promise.then([](int value) { return value; });
  const auto more = derived.finally([&] { test.log.push_back("must not run"); });
  test.loop.run_while_alive();
  CHECK(promise.status() == Status::pending);
  test.loop.close();
  CHECK(code_of(error_of(promise)) == Errc::terminated);
  CHECK(code_of(error_of(derived)) == Errc::terminated);
  CHECK(code_of(error_of(more)) == Errc::terminated);
  CHECK(test.log.empty());
}

TEST_CASE("a resolver that the end of the loop drops rejects with the end of the loop",
          "[js][end]") {
  PromiseLoop test;
  auto [promise, resolver] = with_resolvers<int>(test.loop);
  test.loop.add_close_callback([dropped = std::move(resolver)] {});
  test.loop.close();
  REQUIRE(promise.status() == Status::rejected);
  CHECK(code_of(error_of(promise)) == Errc::terminated);
}

TEST_CASE("resolvers have no effect after the end of the loop", "[js][end]") {
  PromiseLoop test;
  auto [waited_for, one] = with_resolvers<int>(test.loop);
  auto [not_waited_for, other] = with_resolvers<std::string>(test.loop);
  waited_for.then([&](int) { test.log.push_back("must not run"); });
  test.loop.close();
  one.resolve(1);
  other.resolve("late");
  CHECK_FALSE(one);
  CHECK(code_of(error_of(waited_for)) == Errc::terminated);
  CHECK(not_waited_for.status() == Status::pending);
  CHECK(test.log.empty());
}

TEST_CASE("calls throw after the end of the loop, and handles may be dropped", "[js][end]") {
  std::optional<Promise<std::string>> outlives;
  {
    PromiseLoop test;
    const auto promise = Promise<std::string>::resolve(test.loop, std::string(100, 'x'));
    outlives.emplace(promise);
    test.loop.close();
    const auto throws_terminated = [](auto&& call) {
      CHECK_THROWS_MATCHES(call(), std::system_error,
                           Catch::Predicate<std::system_error>([](const std::system_error& error) {
                             return error.code() == Errc::terminated;
                           }));
    };
    throws_terminated([&] { promise.then([](const std::string&) {}); });
    throws_terminated([&] { promise.finally([] {}); });
    throws_terminated([&] { Promise<int>::resolve(test.loop, 1); });
    throws_terminated([&] { with_resolvers<int>(test.loop); });
    CHECK(promise.status() == Status::fulfilled);
  }
  CHECK(value_of(*outlives) == std::string(100, 'x'));
}

TEST_CASE("handlers that are queued do not run after close()", "[js][end]") {
  PromiseLoop test;
  std::optional<Promise<void>> derived;
  test.loop.post([&] {
    const auto promise = Promise<int>::resolve(test.loop, 1);
    promise.then([&](int) {
      test.log.push_back("first");
      test.loop.close();
    });
    derived.emplace(promise.then([&](int) { test.log.push_back("must not run"); }));
  });
  test.loop.run();
  CHECK(test.log == Log{"first"});
  CHECK(code_of(error_of(*derived)) == Errc::terminated);
}

TEST_CASE("a chain that runs from hand to hand stops at close()", "[js][end]") {
  PromiseLoop test;
  test.loop.post([&] {
    Promise<int>::resolve(test.loop, 1)
        .then([&](int) {
          test.log.push_back("first");
          test.loop.close();
        })
        .then([&] { test.log.push_back("must not run"); });
  });
  test.loop.run();
  CHECK(test.log == Log{"first"});
}

TEST_CASE("a graceful end runs the handlers of what its discarded timers held, once", "[js][end]") {
  PromiseLoop test;
  test.loop.post([&] {
    auto [promise, resolver] = with_resolvers<int>(test.loop);
    promise.catch_error([&](const std::exception_ptr& error) {
      test.log.push_back(code_of(error) == Errc::terminated ? "terminated" : "?");
      return 0;
    });
    test.loop.add_timer(1h, [resolver = std::move(resolver)]() mutable { resolver.resolve(1); });
    test.loop.shutdown();
  });
  test.loop.run();
  CHECK(test.log == Log{"terminated"});
}

TEST_CASE("a graceful end lets queued handlers run", "[js][end]") {
  PromiseLoop test;
  test.loop.post([&] {
    Promise<int>::resolve(test.loop, 1)
        .then([&](int value) { return value + 1; })
        .then([&](int value) { test.log.push_back(std::to_string(value)); });
    test.loop.shutdown();
  });
  test.loop.run();
  CHECK(test.log == Log{"2"});
}

TEST_CASE("a destructor may handle at the end what nobody handled", "[js][end]") {
  TestLoop test;
  const auto unhandled = Promise<int>::reject(test.loop, std::runtime_error("unhandled"));
  const auto another = Promise<int>::reject(test.loop, std::runtime_error("another"));
  auto [pending, resolver] = with_resolvers<int>(test.loop);
  pending.then([&unhandled, capture = at_end([&] {
                              unhandled.catch_error([](const std::exception_ptr&) { return 0; });
                              test.log.push_back("handled");
                            })](int) {});
  test.loop.close();
  CHECK(test.log == Log{"handled"});
  CHECK(what(error_of(unhandled)) == "unhandled");
  CHECK(what(error_of(another)) == "another");
}

}  // namespace loop::js
