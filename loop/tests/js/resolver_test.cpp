// SPDX-License-Identifier: MIT
//
// What settles promises, and from where.
#include <catch2/catch.hpp>
#include <future>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "loop/tests/js/promise_loop.h"
#include "loop/tests/support/other_thread.h"

namespace loop::js {

using Log = std::vector<std::string>;

namespace {

bool is_broken_promise(const std::exception_ptr& error) {
  return code_of(error) == std::error_code() &&
         what(error) == std::future_error(std::future_errc::broken_promise).what();
}

}  // namespace

TEST_CASE("a resolver is used up by its first use, and when it is moved from", "[js][resolver]") {
  PromiseLoop test;
  test.run([&] {
    auto [promise, resolver] = with_resolvers<int>(test.loop);
    CHECK(resolver);
    Resolver<int> moved = std::move(resolver);
    CHECK_FALSE(resolver);  // NOLINT(bugprone-use-after-move): that is what is tested
    resolver.resolve(1);
    CHECK(promise.status() == Status::pending);
    moved.resolve(2);
    CHECK_FALSE(moved);
    moved.resolve(3);
    CHECK(value_of(promise) == 2);
    Resolver<int> none;
    none.resolve(4);
  });
}

TEST_CASE("a resolver that gets another's promise gives its own up", "[js][resolver]") {
  PromiseLoop test;
  test.run([&] {
    auto [first, resolver] = with_resolvers<int>(test.loop);
    auto [second, other] = with_resolvers<int>(test.loop);
    resolver = std::move(other);
    CHECK_FALSE(other);  // NOLINT(bugprone-use-after-move): that is what is tested
    CHECK(first.status() == Status::rejected);
    CHECK(is_broken_promise(error_of(first)));
    resolver.resolve(1);
    CHECK(value_of(second) == 1);
  });
}

TEST_CASE("a promise whose resolver is destroyed unused is rejected", "[js][resolver]") {
  PromiseLoop test;
  test.run([&] {
    const Promise<int> promise(test.loop, [](Resolver<int>& resolver) {
      const Resolver<int> dropped = std::move(resolver);
    });
    CHECK(is_broken_promise(error_of(promise)));
    const Promise<int> forgotten(test.loop, [](Resolver<int>&) {});
    CHECK(is_broken_promise(error_of(forgotten)));
  });
}

TEST_CASE("an executor may move its resolver away", "[js][resolver]") {
  PromiseLoop test;
  Resolver<int> kept;
  test.run([&] {
    const Promise<int> promise(test.loop,
                               [&](Resolver<int>& resolver) { kept = std::move(resolver); });
    CHECK(promise.status() == Status::pending);
    kept.resolve(1);
    CHECK(value_of(promise) == 1);
  });
}

TEST_CASE("what an executor throws rejects the promise, wherever its resolver is",
          "[js][resolver]") {
  PromiseLoop test;
  Resolver<int> kept;
  test.run([&] {
    const Promise<int> promise(test.loop, [&](Resolver<int>& resolver) {
      kept = std::move(resolver);
      throw std::runtime_error("executor");
    });
    REQUIRE(promise.status() == Status::rejected);
    CHECK(what(error_of(promise)) == "executor");
    kept.resolve(1);
    CHECK(what(error_of(promise)) == "executor");
  });
}

TEST_CASE("before run() a resolver settles when the loop runs", "[js][resolver]") {
  PromiseLoop test;
  auto [promise, resolver] = with_resolvers<int>(test.loop);
  promise.then([&](int value) { test.log.push_back(std::to_string(value)); });
  resolver.resolve(1);
  CHECK_FALSE(resolver);
  CHECK(promise.status() == Status::pending);
  test.loop.run_while_alive();
  CHECK(test.log == Log{"1"});
}

TEST_CASE("promises are settled from any thread, and handlers run on the loop's",
          "[js][resolver]") {
  Loop loop;
  std::vector<std::string> log;
  std::thread thread;
  loop.post([&] {
    auto [number, number_resolver] = with_resolvers<int>(loop);
    auto [text, text_resolver] = with_resolvers<std::string>(loop);
    auto [nothing, nothing_resolver] = with_resolvers<void>(loop);
    auto [follower, follower_resolver] = with_resolvers<std::string>(loop);
    const auto note = [&log, id = std::this_thread::get_id()](const std::string& entry) {
      CHECK(std::this_thread::get_id() == id);
      log.push_back(entry);
    };
    number.then([note](int value) { note(std::to_string(value)); });
    text.catch_error([note](const std::exception_ptr& error) {
      note(what(error));
      return std::string();
    });
    nothing.catch_error([note](const std::exception_ptr& error) {
      note(is_broken_promise(error) ? "given up" : "?");
    });
    follower.then(note).finally([&loop] { loop.close(); });
    thread =
        std::thread([number = std::move(number_resolver), text = std::move(text_resolver),
                     nothing = std::move(nothing_resolver), follower = std::move(follower_resolver),
                     followed = Promise<std::string>::resolve(loop, "followed")]() mutable {
          number.resolve(5);
          number.resolve(6);
          text.reject(std::runtime_error("broken"));
          nothing = {};
          follower.resolve(std::move(followed));
        });
  });
  loop.run();
  thread.join();
  CHECK(log == Log{"5", "broken", "given up", "followed"});
}

TEST_CASE("many threads settle many promises", "[js][resolver]") {
  constexpr int thread_count = 3;
  constexpr int promises_each = 200;
  Loop loop;
  int settled_count = 0;
  std::vector<std::thread> threads;
  loop.post([&] {
    for (int number = 0; number < thread_count; ++number) {
      std::vector<Resolver<std::string>> resolvers;
      for (int i = 0; i < promises_each; ++i) {
        auto [promise, resolver] = with_resolvers<std::string>(loop);
        promise.then([&](const std::string& value) {
          CHECK(value == "a value that is too long to lie in the string itself");
          if (++settled_count == thread_count * promises_each) loop.close();
        });
        resolvers.push_back(std::move(resolver));
      }
      threads.emplace_back([resolvers = std::move(resolvers)]() mutable {
        for (auto& resolver : resolvers) {
          resolver.resolve("a value that is too long to lie in the string itself");
        }
      });
    }
  });
  loop.run();
  for (std::thread& thread : threads) thread.join();
  CHECK(settled_count == thread_count * promises_each);
}

TEST_CASE("a promise may be dropped on another thread, with its value", "[js][resolver]") {
  PromiseLoop test;
  OtherThread other;
  std::optional<Promise<std::shared_ptr<void>>> promise;
  std::optional<Promise<int>> pending;
  auto [unsettled, resolver] = with_resolvers<int>(test.loop);
  pending.emplace(std::move(unsettled));
  std::thread::id destroyed_on;
  test.run([&] {
    auto value = at_end([&] { destroyed_on = std::this_thread::get_id(); });
    promise.emplace(Promise<std::shared_ptr<void>>::resolve(test.loop, std::move(value)));
    pending->then([&](int got) { test.log.push_back(std::to_string(got)); });
  });
  other.run([&] {
    auto copy = promise;
    promise.reset();
    CHECK(destroyed_on == std::thread::id());
    copy.reset();
    CHECK(destroyed_on == std::this_thread::get_id());
    pending.reset();
  });
  resolver.resolve(1);
  test.loop.run_while_alive();
  CHECK(test.log == Log{"1"});
}

TEST_CASE("handles that two threads drop at the same time destroy a promise once",
          "[js][resolver]") {
  PromiseLoop test;
  for (int round = 0; round < 200; ++round) {
    int destroyed = 0;
    {
      std::optional<Promise<std::shared_ptr<void>>> promise;
      test.run([&] {
        promise.emplace(
            Promise<std::shared_ptr<void>>::resolve(test.loop, at_end([&] { ++destroyed; })));
      });
      std::thread other([copy = *promise] {});
      promise.reset();
      other.join();
    }
    CHECK(destroyed == 1);
  }
}

TEST_CASE("promises must be used on the loop's thread", "[js][resolver]") {
  PromiseLoop test;
  OtherThread other;
  test.run([&] {
    const auto promise = Promise<int>::resolve(test.loop, 1);
    std::vector<std::error_code> codes;
    const auto note_code = [&](auto&& call) {
      try {
        call();
        codes.emplace_back();
      } catch (const std::system_error& error) {
        codes.push_back(error.code());
      }
    };
    other.run([&] {
      note_code([&] { promise.then([](int) {}); });
      note_code([&] { promise.finally([] {}); });
      note_code([&] { Promise<int>::resolve(test.loop, 1); });
      note_code([&] { with_resolvers<int>(test.loop); });
      note_code([&] { on_unhandled_rejection(test.loop, {}); });
    });
    CHECK(codes == std::vector<std::error_code>(5, Errc::wrong_thread));
  });
}

}  // namespace loop::js
