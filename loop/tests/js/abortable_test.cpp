// SPDX-License-Identifier: MIT
#include "loop/js/abortable.h"

#include <catch2/catch.hpp>
#include <memory>
#include <optional>
#include <string>
#include <system_error>
#include <utility>

#include "loop/js/coroutine.h"
#include "loop/js/hop.h"
#include "loop/tests/js/waiting.h"

namespace loop::js {

TEST_CASE("an abortable promise becomes what the other does", "[js][abortable]") {
  WaitingLoop test;
  const AbortController controller(test.loop);
  auto [promise, resolver] = with_resolvers<std::string>(test.loop);
  const Promise<std::string> waiting = abortable(promise, controller.signal());
  SECTION("fulfilled") {
    resolver.resolve("done");
    test.loop.run_while_alive();
    REQUIRE(waiting.status() == Status::fulfilled);
    CHECK(waiting.state()->value() == "done");
  }
  SECTION("rejected") {
    resolver.reject(Reason(2));
    test.loop.run_while_alive();
    CHECK(number_of(error_of(waiting)) == 2);
  }
}

TEST_CASE("without a signal it is the promise itself", "[js][abortable]") {
  WaitingLoop test;
  const Promise<int> promise = Promise<int>::resolve(test.loop, 1);
  CHECK(abortable(promise, {}) == promise);
}

TEST_CASE("an abort rejects it, and what the other comes to is dropped", "[js][abortable]") {
  WaitingLoop test;
  AbortController controller(test.loop);
  auto [promise, resolver] = with_resolvers<int>(test.loop);
  const Promise<int> waiting = abortable(promise, controller.signal());
  controller.abort(Reason(1));
  CHECK(number_of(error_of(waiting)) == 1);
  SECTION("a value") {
    resolver.resolve(7);
  }
  SECTION("an error, which counts as handled") {
    int reports = 0;
    on_unhandled_rejection(test.loop, [&](const Rejection& rejection) {
      CHECK(number_of(rejection.error) == 1);
      ++reports;
    });
    resolver.reject(Reason(2));
    test.loop.run_while_alive();
    CHECK(reports == 1);
  }
  test.loop.run_while_alive();
  CHECK(number_of(error_of(waiting)) == 1);
}

TEST_CASE("it is rejected at once with a signal that is aborted", "[js][abortable]") {
  WaitingLoop test;
  const AbortSignal aborted = AbortSignal::abort(test.loop, Reason(1));
  auto [pending, resolver] = with_resolvers<int>(test.loop);
  CHECK(number_of(error_of(abortable(pending, aborted))) == 1);
  const auto settled = Promise<int>::resolve(test.loop, 7);
  const Promise<int> waiting = abortable(settled, aborted);
  CHECK(number_of(error_of(waiting)) == 1);
  test.loop.run_while_alive();
  CHECK(number_of(error_of(waiting)) == 1);
}

TEST_CASE("an abort after the other was settled has no effect", "[js][abortable]") {
  WaitingLoop test;
  AbortController controller(test.loop);
  const auto settled = Promise<int>::resolve(test.loop, 7);
  const Promise<int> waiting = abortable(settled, controller.signal());
  CHECK(waiting.status() == Status::pending);
  controller.abort();
  test.loop.run_while_alive();
  CHECK(waiting.status() == Status::fulfilled);
}

TEST_CASE("a value that only moves goes through", "[js][abortable]") {
  WaitingLoop test;
  const AbortController controller(test.loop);
  int result = 0;
  static_cast<void>(
      abortable(Promise<std::unique_ptr<int>>::resolve(test.loop, std::make_unique<int>(5)),
                controller.signal())
          .then([&](std::unique_ptr<int>&& value) { result = *value; }));
  test.loop.run_while_alive();
  CHECK(result == 5);
}

TEST_CASE("others that wait for the promise go on when one gives up", "[js][abortable]") {
  WaitingLoop test;
  AbortController controller(test.loop);
  auto [promise, resolver] = with_resolvers<void>(test.loop);
  static_cast<void>(promise.then([&] { test.log.emplace_back("before"); }));
  const Promise<void> waiting = abortable(promise, controller.signal());
  static_cast<void>(promise.then([&] { test.log.emplace_back("after"); }));
  controller.abort();
  resolver.resolve();
  test.loop.run_while_alive();
  CHECK(test.log == std::vector<std::string>{"before", "after"});
}

TEST_CASE("an abortable promise is rejected when the loop ends", "[js][abortable][life]") {
  WaitingLoop test;
  const AbortController controller(test.loop);
  auto [promise, resolver] = with_resolvers<int>(test.loop);
  const Promise<int> waiting = abortable(promise, controller.signal());
  test.loop.close();
  CHECK(code_of(waiting) == Errc::terminated);
  resolver.resolve(1);
  CHECK(code_of(waiting) == Errc::terminated);
}

TEST_CASE("an abort that drops the last handles is safe", "[js][abortable]") {
  WaitingLoop test;
  AbortController controller(test.loop);
  auto pair = std::make_optional(with_resolvers<int>(test.loop));
  { const Promise<int> waiting = abortable(pair->promise, controller.signal()); }
  SECTION("the resolver stays") {
    controller.abort();
  }
  SECTION("the resolver goes first") {
    pair.reset();
    controller.abort();
  }
  CHECK(test.loop.run_while_alive());
}

namespace {

struct Notes {
  std::shared_ptr<int> held;
  std::string text;
};

/// Waits for a promise as long as the signal lets it.
Promise<void> wait(Loop& /*loop*/, Promise<int> promise, AbortSignal signal, Notes& notes) {
  const std::shared_ptr<int> held = notes.held;
  try {
    const int value = co_await abortable(std::move(promise), signal);
    notes.text = "got " + std::to_string(value);
  } catch (const Reason& reason) {
    notes.text = "aborted " + std::to_string(reason.number);
  }
}

Promise<void> hop(Loop& loop, AbortSignal signal, Notes& notes) {
  const std::shared_ptr<int> held = notes.held;
  try {
    co_await post(loop, signal);
    notes.text = "hopped";
  } catch (const Reason& reason) {
    notes.text = "aborted " + std::to_string(reason.number);
  }
}

}  // namespace

TEST_CASE("a coroutine stops to wait when it is aborted", "[js][abortable][coroutine]") {
  WaitingLoop test;
  AbortController controller(test.loop);
  auto [promise, resolver] = with_resolvers<int>(test.loop);
  Notes notes;
  const Promise<void> waiting = wait(test.loop, promise, controller.signal(), notes);
  test.loop.post([&] { controller.abort(Reason(4)); });
  test.loop.run_while_alive();
  CHECK(notes.text == "aborted 4");
  CHECK(waiting.status() == Status::fulfilled);
}

TEST_CASE("a coroutine that waits is destroyed with the loop", "[js][abortable][coroutine]") {
  WaitingLoop test;
  const AbortController controller(test.loop);
  auto [promise, resolver] = with_resolvers<int>(test.loop);
  Notes notes{.held = std::make_shared<int>(0), .text = {}};
  const Promise<void> waiting = wait(test.loop, promise, controller.signal(), notes);
  test.loop.close();
  CHECK(notes.held.use_count() == 1);
  CHECK(notes.text.empty());
  CHECK(code_of(waiting) == Errc::terminated);
}

TEST_CASE("a hop throws the reason where it arrives", "[js][hop][abort]") {
  WaitingLoop test;
  AbortController controller(test.loop);
  Notes notes;
  SECTION("not aborted") {
    const Promise<void> promise = hop(test.loop, controller.signal(), notes);
    CHECK(notes.text.empty());
    test.loop.run_while_alive();
    CHECK(notes.text == "hopped");
  }
  SECTION("aborted before") {
    controller.abort(Reason(1));
    const Promise<void> promise = hop(test.loop, controller.signal(), notes);
    CHECK(notes.text.empty());
    test.loop.run_while_alive();
    CHECK(notes.text == "aborted 1");
  }
  SECTION("aborted on the way") {
    const Promise<void> promise = hop(test.loop, controller.signal(), notes);
    controller.abort(Reason(2));
    test.loop.run_while_alive();
    CHECK(notes.text == "aborted 2");
  }
  SECTION("aborted afterwards") {
    const Promise<void> promise = hop(test.loop, controller.signal(), notes);
    test.loop.run_while_alive();
    controller.abort(Reason(3));
    CHECK(notes.text == "hopped");
  }
}

TEST_CASE("a hop that the loop does not live to see destroys its coroutine", "[js][hop][life]") {
  WaitingLoop test;
  const AbortController controller(test.loop);
  Notes notes{.held = std::make_shared<int>(0), .text = {}};
  const Promise<void> promise = hop(test.loop, controller.signal(), notes);
  test.loop.close();
  CHECK(notes.held.use_count() == 1);
  CHECK(code_of(promise) == Errc::terminated);
}

}  // namespace loop::js
