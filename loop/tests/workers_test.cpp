// SPDX-License-Identifier: MIT
//
// Blocking work on the workers, and its outcome on the loop.
#include <atomic>
#include <catch2/catch.hpp>
#include <chrono>
#include <future>
#include <memory>
#include <new>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "loop/tests/support/test_loop.h"

namespace loop {

namespace {

/// A result that cannot be moved without an exception.
struct Immovable {
  Immovable() = default;
  Immovable(const Immovable&) { throw std::bad_alloc(); }
};

}  // namespace

TEST_CASE("work runs elsewhere, and its result comes back to the loop", "[loop][workers]") {
  Loop loop;
  const std::thread::id here = std::this_thread::get_id();
  std::thread::id there = here;
  int result = 0;
  CHECK(loop.offload(
      [&there] {
        there = std::this_thread::get_id();
        return 42;
      },
      [&](Outcome<int> outcome) {
        CHECK(loop.is_loop_thread());
        result = outcome.get();
      }));

  CHECK(loop.run_while_alive());

  CHECK(result == 42);
  CHECK(there != here);
  CHECK_FALSE(loop.is_alive());
}

TEST_CASE("results may be large, movable only, or nothing", "[loop][workers]") {
  Loop loop;
  std::unique_ptr<int> owned;
  bool is_done = false;
  loop.offload([] { return std::make_unique<int>(7); },
               [&](Outcome<std::unique_ptr<int>> outcome) { owned = outcome.get(); });
  loop.offload([] {},
               [&](Outcome<void> outcome) {
                 outcome.get();
                 is_done = true;
               });

  CHECK(loop.run_while_alive());

  REQUIRE(owned != nullptr);
  CHECK(*owned == 7);
  CHECK(is_done);
}

TEST_CASE("an exception of the work reaches its receiver", "[loop][workers]") {
  Loop loop;
  std::string message;
  loop.offload([]() -> int { throw std::runtime_error("no such host"); },
               [&](Outcome<int> outcome) {
                 CHECK(outcome.has_exception());
                 try {
                   outcome.get();
                 } catch (const std::runtime_error& error) {
                   message = error.what();
                 }
               });

  CHECK(loop.run_while_alive());

  CHECK(message == "no such host");
}

TEST_CASE("a result that cannot be kept arrives as the exception that says so", "[loop][workers]") {
  Loop loop;
  bool is_refused = false;
  loop.offload([] { return Immovable(); },
               [&](const Outcome<Immovable>& outcome) { is_refused = outcome.has_exception(); });

  CHECK(loop.run_while_alive());

  CHECK(is_refused);
}

TEST_CASE("an exception of the receiver is one of a callback", "[loop][workers][exceptions]") {
  Loop loop;
  bool second = false;
  loop.offload([] {}, [](Outcome<void>) { throw std::runtime_error("receiver"); });

  CHECK_THROWS_AS(loop.run_while_alive(), std::runtime_error);
  loop.offload([] {}, [&](Outcome<void>) { second = true; });
  CHECK(loop.run_while_alive());

  CHECK(second);
}

TEST_CASE("a receiver is followed by the checkpoint", "[loop][workers][turn]") {
  Loop loop;
  std::vector<std::string> log;
  for (int i = 0; i < 2; ++i) {
    loop.offload([] {},
                 [&](Outcome<void>) {
                   log.push_back("receiver");
                   loop.queue_microtask([&] { log.push_back("microtask"); });
                 });
  }

  CHECK(loop.run_while_alive());

  CHECK(log == std::vector<std::string>{"receiver", "microtask", "receiver", "microtask"});
}

TEST_CASE("no more than the given number of workers work at once", "[loop][workers]") {
  LoopOptions options;
  options.most_workers = 2;
  Loop loop(std::move(options));
  std::atomic<int> working{0};
  std::atomic<int> most{0};
  for (int i = 0; i < 50; ++i) {
    loop.offload(
        [&] {
          const int now = ++working;
          int seen = most.load();
          while (now > seen && !most.compare_exchange_weak(seen, now)) {
          }
          std::this_thread::yield();
          --working;
        },
        [](Outcome<void>) {});
  }

  CHECK(loop.run_while_alive());

  CHECK(most <= 2);
}

TEST_CASE("two pieces of work can wait for each other if there are two workers",
          "[loop][workers]") {
  Loop loop;
  std::promise<void> first;
  std::promise<void> second;
  loop.offload(
      [&] {
        first.set_value();
        second.get_future().wait();
      },
      [](Outcome<void>) {});
  loop.offload(
      [&] {
        second.set_value();
        first.get_future().wait();
      },
      [](Outcome<void>) {});

  CHECK(loop.run_while_alive());
}

TEST_CASE("one worker does the work in the order it was accepted", "[loop][workers]") {
  LoopOptions options;
  options.most_workers = 1;
  Loop loop(std::move(options));
  std::vector<int> began;
  std::vector<int> received;
  for (int i = 0; i < 20; ++i) {
    loop.offload([&began, i] { began.push_back(i); },
                 [&received, i](Outcome<void>) { received.push_back(i); });
  }

  CHECK(loop.run_while_alive());

  CHECK(began.size() == 20);
  CHECK(std::is_sorted(began.begin(), began.end()));
  CHECK(received == began);
}

TEST_CASE("work may be given from any thread", "[loop][workers][threads]") {
  Loop loop;
  int received = 0;
  std::thread runner([&] { loop.run(); });
  std::vector<std::thread> threads;
  for (int i = 0; i < 3; ++i) {
    threads.emplace_back([&] {
      for (int n = 0; n < 100; ++n) loop.offload([] {}, [&](Outcome<void>) { ++received; });
    });
  }
  for (std::thread& thread : threads) thread.join();

  loop.shutdown();
  runner.join();

  CHECK(received == 300);
  CHECK(loop.discarded().work == 0);
}

TEST_CASE("a loop has at least one worker", "[loop][workers]") {
  LoopOptions options;
  options.most_workers = 0;
  Loop loop(std::move(options));
  bool is_done = false;
  loop.offload([] {}, [&](Outcome<void>) { is_done = true; });

  CHECK(loop.run_while_alive());

  CHECK(is_done);
}

TEST_CASE("work may return an exception, and what cannot be defaulted", "[loop][workers]") {
  struct NotDefault {
    explicit NotDefault(int number) : value(number) {}
    int value;
  };
  Loop loop;
  int value = 0;
  bool is_error = true;
  loop.offload([] { return NotDefault(7); },
               [&](Outcome<NotDefault> outcome) { value = outcome.get().value; });
  loop.offload([] { return std::make_exception_ptr(1); },
               [&](Outcome<std::exception_ptr> outcome) { is_error = outcome.has_exception(); });

  CHECK(loop.run_while_alive());

  CHECK(value == 7);
  CHECK_FALSE(is_error);
}

}  // namespace loop
