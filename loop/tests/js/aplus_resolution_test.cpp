// SPDX-License-Identifier: MIT
//
// Promises/A+ 1.1, section 2.2.7 (what then() returns) and section 2.3 (the promise resolution
// procedure), clause by clause.
//
// What C++'s types leave of the clauses that speak of JavaScript's:
//
//   2.3.3                    A thenable is a Promise, which the compiler knows: nothing else is
//                            asked for a `then`. So 2.3.3.1 and 2.3.3.2, which look for it at run
//                            time, have no counterpart.
//   2.3.3.3                  No foreign `then` is called. Who gets the two functions is the
//                            executor, and it gets them as one Resolver: its clauses are tested.
//   2.3.3.4, 2.3.4           Anything but a Promise is a value.
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

/// A promise of the value, which handlers return.
auto promise_of(Promise<int> promise) {
  return [promise](const auto&...) { return promise; };
}

/// Whether the promise was rejected with an error that says this.
bool is_rejected(const Promise<int>& promise, const char* with) {
  return promise.status() == Status::rejected && what(error_of(promise)) == with;
}

bool is_fulfilled(const Promise<int>& promise, int with) {
  return promise.status() == Status::fulfilled && value_of(promise) == with;
}

/// What a script made, to look at when it has ended.
using Made = std::vector<Promise<int>>;

}  // namespace

// --- 2.2.7 What then() returns ---

TEST_CASE("2.2.7.1: what a handler returns resolves the promise that then returned",
          "[js][aplus]") {
  PromiseLoop test;
  const Way way = any_way();
  Made made;
  test.run([&] {
    made.push_back(fulfilled(test.loop, way, 20).then([](int value) { return value + 1; }));
    made.push_back(
        rejected(test.loop, way, "four").catch_error([](const std::exception_ptr& error) {
          return static_cast<int>(what(error).size());
        }));
  });
  CHECK(is_fulfilled(made[0], 21));
  CHECK(is_fulfilled(made[1], 4));
}

TEST_CASE("2.2.7.2: what a handler throws rejects the promise that then returned", "[js][aplus]") {
  PromiseLoop test;
  const Way way = any_way();
  Made made;
  const auto broken = [](const auto&) -> int { throw std::runtime_error("handler"); };
  test.run([&] {
    made.push_back(fulfilled(test.loop, way, 1).then(broken));
    made.push_back(rejected(test.loop, way, "source").catch_error(broken));
  });
  CHECK(is_rejected(made[0], "handler"));
  CHECK(is_rejected(made[1], "handler"));
}

TEST_CASE("2.2.7.2: anything that is thrown rejects, exception or not", "[js][aplus]") {
  PromiseLoop test;
  int caught = 0;
  test.run([&] {
    Promise<int>::resolve(test.loop, 1)
        .then([](int) -> int { throw 42; })
        .catch_error<int>([&](int thrown) { return caught = thrown; });
  });
  CHECK(caught == 42);
}

TEST_CASE("2.2.7.3: without on_fulfilled the value goes on", "[js][aplus]") {
  PromiseLoop test;
  const Way way = any_way();
  Made made;
  test.run([&] {
    made.push_back(
        fulfilled(test.loop, way, 5).catch_error([](const std::exception_ptr&) { return 0; }));
  });
  CHECK(is_fulfilled(made[0], 5));
}

TEST_CASE("2.2.7.4: without on_rejected the reason goes on", "[js][aplus]") {
  PromiseLoop test;
  const Way way = any_way();
  std::vector<std::exception_ptr> seen;
  const auto reason = std::make_exception_ptr(std::runtime_error("broken"));
  test.run([&] {
    settled<int>(test.loop, way, [reason](Resolver<int>& resolver) { resolver.reject(reason); })
        .then([](int value) { return value; })
        .then([](int) {})
        .catch_error([&](const std::exception_ptr& error) { seen.push_back(error); });
  });
  CHECK(seen == std::vector{reason});
}

// --- 2.3.1 The promise itself ---

TEST_CASE("2.3.1: a promise that is resolved with itself is rejected", "[js][aplus]") {
  PromiseLoop test;
  int caught = 0;
  test.run([&] {
    auto [promise, resolver] = with_resolvers<int>(test.loop);
    resolver.resolve(promise);
    CHECK(promise.status() == Status::rejected);
    promise.catch_error<SelfResolution>([&](const SelfResolution&) { return ++caught; });
  });
  CHECK(caught == 1);
}

TEST_CASE("2.3.1: a promise whose handler returns it is rejected", "[js][aplus]") {
  PromiseLoop test;
  int caught = 0;
  test.run([&] {
    auto itself = std::make_shared<Made>();
    const bool throws = GENERATE(false, true);
    const auto return_it = [itself](const auto&) { return itself->at(0); };
    itself->push_back(throws ? rejected(test.loop, Way::before, "broken").catch_error(return_it)
                             : fulfilled(test.loop, Way::before, 1).then(return_it));
    itself->at(0).catch_error<SelfResolution>([&](const SelfResolution&) { return ++caught; });
  });
  CHECK(caught == 1);
}

// --- 2.3.2 Another promise ---

TEST_CASE("2.3.2.1: a promise stays pending as long as the one that it follows", "[js][aplus]") {
  PromiseLoop test;
  Made made;
  test.run([&] {
    auto [followed, resolver] = with_resolvers<int>(test.loop);
    made.push_back(Promise<int>::resolve(test.loop, 1).then(promise_of(followed)));
    test.loop.post([&, resolver = std::move(resolver)]() mutable {
      CHECK(made[0].status() == Status::pending);
      resolver.resolve(9);
      CHECK(made[0].status() == Status::pending);
    });
  });
  CHECK(is_fulfilled(made[0], 9));
}

TEST_CASE("2.3.2.1: a promise that follows one that is never settled stays pending",
          "[js][aplus]") {
  PromiseLoop test;
  Made made;
  auto [never, resolver] = with_resolvers<int>(test.loop);
  test.run([&, never = never] {
    made.push_back(Promise<int>::resolve(test.loop, 1).then(promise_of(never)));
  });
  CHECK(made[0].status() == Status::pending);
}

TEST_CASE("2.3.2.1: a promise that follows another cannot be resolved again", "[js][aplus]") {
  PromiseLoop test;
  Made made;
  test.run([&] {
    auto [followed, later] = with_resolvers<int>(test.loop);
    made.emplace_back(test.loop, [followed = followed](Resolver<int>& resolver) {
      resolver.resolve(followed);
      resolver.resolve(1);
      resolver.reject(std::runtime_error("too late"));
      throw std::runtime_error("too late");
    });
    CHECK(made[0].status() == Status::pending);
    later.resolve(2);
  });
  CHECK(is_fulfilled(made[0], 2));
}

TEST_CASE("2.3.2.2: a promise is fulfilled with the value of the one that it follows",
          "[js][aplus]") {
  PromiseLoop test;
  const Way way = any_way();
  Made made;
  test.run([&] {
    const Promise<int> followed = fulfilled(test.loop, way, 3);
    made.push_back(Promise<int>::resolve(test.loop, 1).then(promise_of(followed)));
    made.push_back(rejected(test.loop, Way::before, "x").catch_error(promise_of(followed)));
    made.emplace_back(test.loop, [&](Resolver<int>& resolver) { resolver.resolve(followed); });
  });
  for (const Promise<int>& promise : made) CHECK(is_fulfilled(promise, 3));
}

TEST_CASE("2.3.2.3: a promise is rejected with the reason of the one that it follows",
          "[js][aplus]") {
  PromiseLoop test;
  const Way way = any_way();
  Made made;
  test.run([&] {
    const Promise<int> followed = rejected(test.loop, way, "followed");
    made.push_back(Promise<int>::resolve(test.loop, 1).then(promise_of(followed)));
    made.push_back(rejected(test.loop, Way::before, "x").catch_error(promise_of(followed)));
    made.emplace_back(test.loop, [&](Resolver<int>& resolver) { resolver.resolve(followed); });
  });
  for (const Promise<int>& promise : made) CHECK(is_rejected(promise, "followed"));
}

TEST_CASE("2.3.2: following takes one microtask to begin, and one to end", "[js][aplus]") {
  PromiseLoop test;
  test.run([&] {
    // Each step of the second chain is one microtask; the first has its value in the third.
    const auto followed = Promise<int>::resolve(test.loop, 1);
    Promise<int>(test.loop, [&](Resolver<int>& resolver) {
      resolver.resolve(followed);
    }).then([&](int) { test.log.push_back("follower"); });
    const auto step = [&test](const char* name) {
      return [&test, name] { test.log.push_back(name); };
    };
    Promise<void>::resolve(test.loop)
        .then(step("one"))
        .then(step("two"))
        .then(step("three"))
        .then(step("four"));
  });
  CHECK(test.log == Log{"one", "two", "follower", "three", "four"});
}

// --- 2.3.3 Thenables ---

TEST_CASE("2.3.3.3.1: a resolver that is given a promise lets it decide, through any number",
          "[js][aplus]") {
  PromiseLoop test;
  const Way way = any_way();
  Made made;
  test.run([&] {
    made.push_back(fulfilled(test.loop, way, 6));
    for (int depth = 0; depth < 5; ++depth) {
      const Promise<int> last = made.back();
      made.emplace_back(test.loop, [&](Resolver<int>& resolver) { resolver.resolve(last); });
    }
  });
  for (const Promise<int>& promise : made) CHECK(is_fulfilled(promise, 6));
}

TEST_CASE("2.3.3.3.1: a resolver that is given a value fulfils with it", "[js][aplus]") {
  PromiseLoop test;
  Made made;
  test.run([&] {
    made.emplace_back(test.loop, [](Resolver<int>& resolver) { resolver.resolve(6); });
    CHECK(is_fulfilled(made[0], 6));
  });
}

TEST_CASE("2.3.3.3.2: a resolver that is given a reason rejects with it", "[js][aplus]") {
  PromiseLoop test;
  Made made;
  test.run([&] {
    made.emplace_back(test.loop,
                      [](Resolver<int>& resolver) { resolver.reject(std::runtime_error("no")); });
    CHECK(is_rejected(made[0], "no"));
  });
}

TEST_CASE("2.3.3.3.3: only the first use of a resolver counts", "[js][aplus]") {
  PromiseLoop test;
  Made made;
  test.run([&] {
    const auto other = Promise<int>::resolve(test.loop, 3);
    const auto use_twice = [&](auto first, auto second) {
      made.emplace_back(test.loop, [&](Resolver<int>& resolver) {
        first(resolver);
        CHECK_FALSE(resolver);
        second(resolver);
      });
    };
    const auto value = [](Resolver<int>& resolver) { resolver.resolve(1); };
    const auto error = [](Resolver<int>& resolver) { resolver.reject(std::runtime_error("no")); };
    const auto promise = [&](Resolver<int>& resolver) { resolver.resolve(other); };
    use_twice(value, error);
    use_twice(value, promise);
    use_twice(error, value);
    use_twice(error, promise);
    use_twice(promise, value);
    use_twice(promise, error);
  });
  CHECK((is_fulfilled(made[0], 1) && is_fulfilled(made[1], 1)));
  CHECK((is_rejected(made[2], "no") && is_rejected(made[3], "no")));
  CHECK((is_fulfilled(made[4], 3) && is_fulfilled(made[5], 3)));
}

TEST_CASE("2.3.3.3.4.1: what an executor throws after it has resolved is ignored", "[js][aplus]") {
  PromiseLoop test;
  const Way way = any_way();
  Made made;
  test.run([&] {
    const Promise<int> followed = fulfilled(test.loop, way, 1);
    made.emplace_back(test.loop, [&](Resolver<int>& resolver) {
      resolver.resolve(followed);
      throw std::runtime_error("ignored");
    });
  });
  CHECK(is_fulfilled(made[0], 1));
}

TEST_CASE("2.3.3.3.4.2: what an executor throws before it has resolved rejects", "[js][aplus]") {
  PromiseLoop test;
  Made made;
  test.run([&] {
    made.emplace_back(test.loop, [](Resolver<int>&) { throw std::runtime_error("thrown"); });
    CHECK(is_rejected(made[0], "thrown"));
  });
}

TEST_CASE("2.3.3.4: an object that is no promise is a value, whatever its members are called",
          "[js][aplus]") {
  struct Thenable {
    int then = 0;
  };
  PromiseLoop test;
  int seen = 0;
  test.run([&] {
    Promise<int>::resolve(test.loop, 8)
        .then([](int value) { return Thenable{.then = value}; })
        .then([&](const Thenable& thenable) { seen = thenable.then; });
  });
  CHECK(seen == 8);
}

TEST_CASE("2.3.4: a handler that returns nothing fulfils with nothing", "[js][aplus]") {
  PromiseLoop test;
  test.run([&] {
    Promise<int>::resolve(test.loop, 1).then([&](int) { test.log.push_back("first"); }).then([&] {
      test.log.push_back("second");
    });
  });
  CHECK(test.log == Log{"first", "second"});
}

}  // namespace loop::js
