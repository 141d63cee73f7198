// SPDX-License-Identifier: MIT
//
// Rejections that nobody handles.
#include <catch2/catch.hpp>
#include <chrono>
#include <cstring>
#include <optional>
#include <source_location>
#include <stdexcept>
#include <string>
#include <vector>

#include "loop/js/coroutine.h"
#include "loop/tests/js/promise_loop.h"

namespace loop::js {

using namespace std::chrono_literals;
using Log = std::vector<std::string>;

namespace {

int handled(const std::exception_ptr&) {
  return 0;
}

/// Notes what is reported.
struct ReportingLoop : TestLoop {
  ReportingLoop() {
    on_unhandled_rejection(loop, [this](const Rejection& rejection) {
      log.push_back("unhandled " + what(rejection.error));
    });
    on_rejection_handled(loop, [this](const Rejection& rejection) {
      log.push_back("handled late " + what(rejection.error));
    });
  }

  Promise<int> reject(const char* what) {
    return Promise<int>::reject(loop, std::runtime_error(what));
  }

  void run(Task script) {
    loop.post(std::move(script));
    loop.run_while_alive();
  }
};

Promise<int> failing_coroutine(Loop&) {
  throw std::runtime_error("coroutine");
  co_return 0;
}

}  // namespace

TEST_CASE("rejections that nobody handles are reported once each, in their order",
          "[js][rejections]") {
  ReportingLoop test;
  test.run([&] {
    auto [first, resolver] = with_resolvers<int>(test.loop);
    test.reject("one");
    test.reject("two");
    resolver.reject(std::runtime_error("three"));
    test.loop.post(test.note("next task"));
  });
  test.run([] {});
  CHECK(test.log == Log{"unhandled one", "unhandled two", "unhandled three", "next task"});
}

TEST_CASE("of a chain only the last promise is reported", "[js][rejections]") {
  ReportingLoop test;
  test.run([&] { test.reject("broken").then([](int value) { return value; }).then([](int) {}); });
  CHECK(test.log == Log{"unhandled broken"});
}

TEST_CASE("what is handled until the end of the checkpoint is not reported", "[js][rejections]") {
  ReportingLoop test;
  test.run([&] {
    const auto in_a_microtask = test.reject("microtask");
    Promise<void>::resolve(test.loop).then([] {}).then(
        [in_a_microtask] { in_a_microtask.catch_error(handled); });
    const auto in_a_next_tick = test.reject("next-tick");
    test.loop.next_tick([in_a_next_tick] { in_a_next_tick.catch_error(handled); });
    test.reject("at once").catch_error(handled);
  });
  CHECK(test.log.empty());
}

TEST_CASE("what is rejected in a microtask is reported at the end of the same checkpoint",
          "[js][rejections]") {
  ReportingLoop test;
  test.run([&] {
    test.loop.queue_microtask([&] { test.reject("microtask"); });
    test.loop.post(test.note("next task"));
  });
  CHECK(test.log == Log{"unhandled microtask", "next task"});
}

TEST_CASE("a rejection is reported though the callback that made it queued nothing",
          "[js][rejections]") {
  ReportingLoop test;
  auto [promise, resolver] = with_resolvers<int>(test.loop);
  resolver.reject(std::runtime_error("alone"));
  test.loop.run_while_alive();
  CHECK(test.log == Log{"unhandled alone"});
}

TEST_CASE("what is rejected before run() is reported when it begins", "[js][rejections]") {
  ReportingLoop test;
  const auto promise = test.reject("early");
  const auto handled_before = test.reject("handled");
  handled_before.catch_error(handled);
  test.loop.post(test.note("task"));
  CHECK(test.log.empty());
  test.loop.run_while_alive();
  CHECK(test.log == Log{"unhandled early", "task"});
}

TEST_CASE("what is handled after it was reported is reported as such, once", "[js][rejections]") {
  ReportingLoop test;
  test.run([&] {
    const auto promise = test.reject("broken");
    test.loop.post([&, promise] {
      promise.catch_error(handled);
      promise.catch_error(handled);
      test.log.push_back("end of callback");
    });
  });
  CHECK(test.log == Log{"unhandled broken", "end of callback", "handled late broken"});
}

TEST_CASE("a report tells promises apart", "[js][rejections]") {
  TestLoop test;
  std::vector<const void*> unhandled;
  std::vector<const void*> handled_late;
  on_unhandled_rejection(
      test.loop, [&](const Rejection& rejection) { unhandled.push_back(rejection.promise); });
  on_rejection_handled(
      test.loop, [&](const Rejection& rejection) { handled_late.push_back(rejection.promise); });
  const auto one = Promise<int>::reject(test.loop, std::runtime_error("one"));
  const auto two = Promise<int>::reject(test.loop, std::runtime_error("two"));
  test.loop.run_while_alive();
  REQUIRE(unhandled.size() == 2);
  CHECK(unhandled[0] != unhandled[1]);
  two.catch_error(handled);
  one.catch_error(handled);
  test.loop.run_while_alive();
  CHECK(handled_late == std::vector{unhandled[1], unhandled[0]});
}

TEST_CASE("a report says where the promise was made", "[js][rejections]") {
  TestLoop test;
  std::vector<std::source_location> places;
  on_unhandled_rejection(test.loop,
                         [&](const Rejection& rejection) { places.push_back(rejection.created); });
  std::vector<unsigned> lines;
  test.loop.post([&] {
    const auto on_the_line_above = [&](std::source_location where =
                                           std::source_location::current()) {
      lines.push_back(where.line() - 1);
    };
    const auto fulfilled = Promise<int>::resolve(test.loop, 1);
    Promise<int>::reject(test.loop, std::runtime_error("x"));
    on_the_line_above();
    auto [promise, resolver] = with_resolvers<int>(test.loop);
    on_the_line_above();
    resolver.reject(std::runtime_error("x"));
    Promise<int>(test.loop, [](Resolver<int>&) { throw 1; });
    on_the_line_above();
    fulfilled.then([](int) { throw 1; });
    on_the_line_above();
    fulfilled.finally([] { throw 1; });
    on_the_line_above();
  });
  test.loop.run_while_alive();
  REQUIRE(places.size() == lines.size());
  for (std::size_t i = 0; i < places.size(); ++i) {
    CHECK(places[i].line() == lines[i]);
    CHECK(std::strstr(places[i].file_name(), "rejections_test.cpp") != nullptr);
  }
}

TEST_CASE("a report names the coroutine whose promise it was", "[js][rejections]") {
  TestLoop test;
  std::string function;
  on_unhandled_rejection(
      test.loop, [&](const Rejection& rejection) { function = rejection.created.function_name(); });
  test.loop.post([&] { failing_coroutine(test.loop); });
  test.loop.run_while_alive();
  CHECK(function.find("failing_coroutine") != std::string::npos);
}

TEST_CASE("by default an unhandled error leaves run(), and the others come later",
          "[js][rejections]") {
  TestLoop test;
  test.loop.post([&] {
    Promise<int>::reject(test.loop, std::runtime_error("one"));
    Promise<int>::reject(test.loop, std::runtime_error("two"));
    test.loop.post(test.note("next task"));
  });
  CHECK_THROWS_WITH(test.loop.run(), "one");
  CHECK_THROWS_WITH(test.loop.run(), "two");
  CHECK(test.log.empty());
  test.loop.run_while_alive();
  CHECK(test.log == Log{"next task"});
}

TEST_CASE("by default an unhandled error goes to the exception handler", "[js][rejections]") {
  TestLoop test;
  test.loop.set_exception_handler(
      [&](const std::exception_ptr& error) { test.log.push_back(what(error)); });
  on_unhandled_rejection(test.loop, [&](const Rejection&) { test.log.push_back("replaced"); });
  on_unhandled_rejection(test.loop, {});
  test.loop.post([&] {
    Promise<int>::reject(test.loop, std::runtime_error("one"));
    Promise<int>::reject(test.loop, std::runtime_error("two"));
    test.loop.post(test.note("next task"));
  });
  test.loop.run_while_alive();
  CHECK(test.log == Log{"one", "two", "next task"});
}

TEST_CASE("a handler that throws keeps nothing from the others", "[js][rejections]") {
  ReportingLoop test;
  test.loop.set_exception_handler(
      [&](const std::exception_ptr& error) { test.log.push_back(what(error)); });
  const auto throws = [](const Rejection& rejection) {
    throw std::runtime_error("told of " + what(rejection.error));
  };
  on_unhandled_rejection(test.loop, throws);
  on_rejection_handled(test.loop, throws);
  const auto one = test.reject("one");
  const auto two = test.reject("two");
  test.loop.run_while_alive();
  CHECK(test.log == Log{"told of one", "told of two"});
  test.log.clear();
  test.run([&] {
    one.catch_error(handled);
    two.catch_error(handled);
    test.reject("three");
    test.loop.post(test.note("next task"));
  });
  CHECK(test.log == Log{"told of one", "told of two", "told of three", "next task"});
}

TEST_CASE("a handler may replace itself, and lives until it returns", "[js][rejections]") {
  ReportingLoop test;
  on_unhandled_rejection(test.loop, [&test, capture = at_end([&] {
                                              test.log.push_back("destroyed");
                                            })](const Rejection& rejection) {
    on_unhandled_rejection(test.loop, [&test](const Rejection& next) {
      test.log.push_back("second handler: " + what(next.error));
    });
    test.log.push_back("first handler: " + what(rejection.error));
  });
  test.run([&] {
    test.reject("one");
    test.reject("two");
  });
  CHECK(test.log == Log{"first handler: one", "destroyed", "second handler: two"});
}

TEST_CASE("what a report's handler rejects is reported after the microtasks that it queued",
          "[js][rejections]") {
  ReportingLoop test;
  on_unhandled_rejection(test.loop, [&](const Rejection& rejection) {
    test.log.push_back(what(rejection.error));
    if (what(rejection.error) != "one") return;
    test.reject("again");
    const auto saved = test.reject("saved");
    test.loop.queue_microtask([saved] { saved.catch_error(handled); });
  });
  test.run([&] {
    test.reject("one");
    test.reject("two");
    test.loop.post(test.note("next task"));
  });
  CHECK(test.log == Log{"one", "two", "again", "next task"});
}

TEST_CASE("a report's handler may handle a rejection that comes after it", "[js][rejections]") {
  ReportingLoop test;
  std::vector<Promise<int>> promises;
  on_unhandled_rejection(test.loop, [&](const Rejection& rejection) {
    test.log.push_back(what(rejection.error));
    if (what(rejection.error) != "one") return;
    promises.back().catch_error(handled);
    promises.clear();
    test.reject("again");
  });
  test.run([&] {
    promises.push_back(test.reject("one"));
    promises.push_back(test.reject("two"));
    promises.push_back(test.reject("three"));
  });
  CHECK(test.log == Log{"one", "two", "again"});
}

TEST_CASE("nothing is reported when the loop ends", "[js][rejections]") {
  ReportingLoop test;
  auto [pending, resolver] = with_resolvers<int>(test.loop);
  pending.then([](int) {});
  const auto promise = test.reject("broken");
  test.loop.close();
  CHECK(test.log.empty());
}

TEST_CASE("a promise that is given up in a graceful end is not reported", "[js][rejections]") {
  ReportingLoop test;
  test.loop.post([&] {
    auto [promise, resolver] = with_resolvers<int>(test.loop);
    test.loop.add_timer(1h, [resolver = std::move(resolver)]() mutable { resolver.resolve(1); });
    test.reject("broken");
    test.loop.shutdown();
  });
  test.loop.run();
  CHECK(test.log == Log{"unhandled broken"});
}

}  // namespace loop::js
