// SPDX-License-Identifier: MIT
//
// How coroutines end that never come to their own end, and how they change threads.
#include <catch2/catch.hpp>
#include <coroutine>
#include <memory>
#include <string>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

#include "loop/js/coroutine.h"
#include "loop/js/hop.h"
#include "loop/js/promise.h"
#include "loop/js/timers.h"
#include "loop/tests/js/show_frame.h"
#include "loop/tests/support/test_loop.h"

namespace loop::js {

using namespace std::chrono_literals;

namespace {

using Log = std::vector<std::string>;

/// Waits for `promise`, and notes when it goes on and when it is destroyed.
Promise<void> wait_for(Loop&, Log& log, Promise<void> promise, std::coroutine_handle<>* frame) {
  const auto destroyed = at_end([&log] { log.push_back("destroyed"); });
  std::coroutine_handle<> unused;
  co_await ShowFrame{frame == nullptr ? unused : *frame};
  co_await promise;
  log.push_back("went on");
}

/// The error's code, if it is a system_error.
std::error_code code_of(const std::exception_ptr& error) {
  try {
    std::rethrow_exception(error);
  } catch (const std::system_error& system_error) {
    return system_error.code();
  }
}

std::error_code code_of(const Promise<void>& promise) {
  REQUIRE(promise.status() == Status::rejected);
  return code_of(promise.state()->error());
}

}  // namespace

TEST_CASE("closing the loop destroys the coroutines that wait, and rejects their promises",
          "[js][coroutine]") {
  TestLoop test;
  Resolvers<void> never = with_resolvers<void>(test.loop);
  std::vector<Promise<void>> promises;
  test.loop.post([&] {
    promises.push_back(wait_for(test.loop, test.log, never.promise, nullptr));
    promises.push_back(wait_for(test.loop, test.log, promises[0], nullptr));
    promises.push_back(wait_for(test.loop, test.log, promises[1], nullptr));
    test.loop.close();
  });
  test.loop.run();
  CHECK(test.log == Log{"destroyed", "destroyed", "destroyed"});
  for (const Promise<void>& promise : promises) CHECK(code_of(promise) == Errc::terminated);
  CHECK(code_of(never.promise) == Errc::terminated);
}

TEST_CASE("a coroutine that holds what would settle the promise it waits for ends with the loop",
          "[js][coroutine]") {
  TestLoop test;
  const auto wait_for_itself = [&](Loop& loop, std::shared_ptr<void>) -> Promise<void> {
    const Resolvers<void> own = with_resolvers<void>(loop);
    co_await own.promise;
  };
  test.loop.post([&] {
    wait_for_itself(test.loop, at_end([&] { test.log.push_back("destroyed"); }));
    test.loop.shutdown();
  });
  test.loop.run();
  CHECK(test.log == Log{"destroyed"});
}

TEST_CASE("a promise that lost its resolver before the loop ran is given up when the loop ends",
          "[js][coroutine]") {
  Log log;
  {
    TestLoop test;
    Resolvers<void> dropped = with_resolvers<void>(test.loop);
    wait_for(test.loop, log, std::move(dropped.promise), nullptr);
    dropped.resolver = {};
  }
  CHECK(log == Log{"destroyed"});
}

TEST_CASE("shutdown tells a coroutine that its timer is gone, once", "[js][coroutine]") {
  TestLoop test;
  const auto sleep = [](Loop& loop) {
    return Promise<void>(loop, [&](Resolver<void>& resolver) {
      set_timeout(
          loop, [resolver = std::move(resolver)]() mutable { resolver.resolve(); }, 1h);
    });
  };
  int told = 0;
  const auto insist = [&](Loop& loop, std::shared_ptr<void>) -> Promise<void> {
    for (;;) {
      try {
        co_await sleep(loop);
      } catch (const std::system_error& error) {
        if (error.code() == Errc::terminated) ++told;
      }
    }
  };
  test.loop.post([&] {
    insist(test.loop, at_end([&] { test.log.push_back("destroyed"); }));
    test.loop.shutdown();
  });
  test.loop.run();
  CHECK(told == 1);
  CHECK(test.log == Log{"destroyed"});
}

TEST_CASE("a coroutine may be destroyed where it waits for a promise", "[js][coroutine]") {
  TestLoop test;
  Resolvers<void> later = with_resolvers<void>(test.loop);
  std::coroutine_handle<> frame;
  Log others;
  test.loop.post([&] {
    wait_for(test.loop, others, later.promise, nullptr);
    const Promise<void> destroyed = wait_for(test.loop, test.log, later.promise, &frame);
    destroyed.catch_error([&](const std::exception_ptr&) { test.log.push_back("rejected"); });
    wait_for(test.loop, others, later.promise, nullptr);
    frame.destroy();
    later.resolver.resolve();
  });
  test.loop.run_while_alive();
  CHECK(test.log == Log{"destroyed", "rejected"});
  CHECK(others == Log{"went on", "destroyed", "went on", "destroyed"});
}

TEST_CASE("a coroutine may be destroyed when it is about to go on", "[js][coroutine]") {
  TestLoop test;
  std::coroutine_handle<> frame;
  test.loop.post([&] {
    wait_for(test.loop, test.log, Promise<void>::resolve(test.loop), &frame)
        .catch_error([&](const std::exception_ptr&) { test.log.push_back("rejected"); });
    frame.destroy();
  });
  test.loop.run_while_alive();
  CHECK(test.log == Log{"destroyed", "rejected"});
}

TEST_CASE("the last that waits for a promise may be destroyed, and others wait for it then",
          "[js][coroutine]") {
  TestLoop test;
  Resolvers<void> later = with_resolvers<void>(test.loop);
  std::coroutine_handle<> frame;
  Log others;
  test.loop.post([&] {
    wait_for(test.loop, test.log, later.promise, &frame).catch_error([](auto) {});
    frame.destroy();
    wait_for(test.loop, others, later.promise, nullptr);
    later.resolver.resolve();
  });
  test.loop.run_while_alive();
  CHECK(others == Log{"went on", "destroyed"});
}

TEST_CASE("post() takes a coroutine to the loop's thread", "[js][coroutine]") {
  Loop loop;
  std::thread::id before;
  std::thread::id after;
  const auto hop = [&](Loop& to) -> Promise<void> {
    before = std::this_thread::get_id();
    co_await post(to);
    after = std::this_thread::get_id();
    to.shutdown();
  };
  std::thread worker([&] { hop(loop); });
  worker.join();
  loop.run();
  CHECK(before != std::this_thread::get_id());
  CHECK(after == std::this_thread::get_id());
}

TEST_CASE("post() throws where the coroutine is, if the loop was told to stop", "[js][coroutine]") {
  TestLoop test;
  std::error_code refused;
  const auto hop = [&](Loop& loop) -> Promise<void> {
    try {
      co_await post(loop);
    } catch (const std::system_error& error) {
      refused = error.code();
    }
  };
  test.loop.post([&] {
    test.loop.shutdown();
    hop(test.loop);
  });
  test.loop.run();
  CHECK(refused == Errc::terminated);
}

TEST_CASE("a loop that is closed destroys the coroutines that were posted to it",
          "[js][coroutine]") {
  TestLoop test;
  const auto hop = [&](Loop& loop, std::shared_ptr<void>) -> Promise<void> {
    co_await post(loop);
    test.log.push_back("went on");
  };
  test.loop.post([&] {
    const Promise<void> promise = hop(test.loop, at_end([&] { test.log.push_back("destroyed"); }));
    test.loop.close();
  });
  test.loop.run();
  CHECK(test.log == Log{"destroyed"});
}

TEST_CASE("a coroutine that ends on another thread settles its promise on the loop's",
          "[js][coroutine]") {
  Loop home;
  Loop away;
  std::thread::id settled_on;
  const auto travel = [&](Loop&, Loop& to) -> Promise<int> {
    co_await post(to);
    co_return 5;
  };
  home.post([&] {
    travel(home, away).then([&](int) {
      settled_on = std::this_thread::get_id();
      away.shutdown();
      home.shutdown();
    });
  });
  std::thread other([&] { away.run(); });
  home.run();
  other.join();
  CHECK(settled_on == std::this_thread::get_id());
}

}  // namespace loop::js
