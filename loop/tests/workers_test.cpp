// SPDX-License-Identifier: MIT
//
// Blocking work on the workers, its outcome on the loop, and how both end.
#include <atomic>
#include <catch2/catch.hpp>
#include <chrono>
#include <csignal>
#include <future>
#include <memory>
#include <new>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "loop/tests/support/signal_action.h"
#include "loop/tests/support/test_loop.h"

namespace loop {

using namespace std::chrono_literals;

namespace {

/// Work that tells that it began, and goes on when the test says so. Outlives the loop, which waits
/// for work that began.
struct Gate {
  std::promise<void> began;
  std::promise<void> opened;

  void pass() {
    began.set_value();
    opened.get_future().wait();
  }
  void wait_until_begun() { began.get_future().wait(); }
  void open() { opened.set_value(); }
};

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

TEST_CASE("shutdown waits for work that has begun, and runs what comes of it",
          "[loop][workers][life]") {
  Gate gate;
  Loop loop;
  std::vector<std::string> log;
  loop.offload([&] { gate.pass(); },
               [&](Outcome<void>) {
                 log.push_back("receiver");
                 CHECK_FALSE(loop.post([] {}));
                 loop.queue_microtask([&] { log.push_back("microtask"); });
               });
  gate.wait_until_begun();
  std::thread runner([&] { loop.run(); });

  loop.shutdown();
  CHECK_FALSE(loop.offload([] {}, [](Outcome<void>) {}));
  gate.open();
  runner.join();

  CHECK(log == std::vector<std::string>{"receiver", "microtask"});
  CHECK(loop.discarded().work == 0);
}

TEST_CASE("shutdown waits for work no longer than it was told", "[loop][workers][life]") {
  Gate gate;
  TestLoop test;
  const auto capture = std::make_shared<int>(0);
  const TimePoint begin = test.clock.now();
  test.loop.offload([&, capture] { gate.pass(); }, [capture](Outcome<void>) { ++*capture; });
  gate.wait_until_begun();
  test.loop.shutdown(5s);

  test.loop.run();

  CHECK(test.clock.now() - begin == 5s);
  CHECK(test.loop.state() == State::terminated);
  CHECK(test.loop.discarded().work == 1);
  gate.open();
  test.loop.wait();  // and now nothing of the user's can run any more
  CHECK(*capture == 0);
  CHECK(capture.use_count() == 1);
}

TEST_CASE("a second shutdown can shorten the wait but not extend it", "[loop][workers][life]") {
  Gate gate;
  TestLoop test;
  const TimePoint begin = test.clock.now();
  test.loop.offload([&] { gate.pass(); }, [](Outcome<void>) {});
  gate.wait_until_begun();
  test.loop.shutdown(5s);
  test.loop.shutdown(3s);
  test.loop.shutdown();

  test.loop.run();

  CHECK(test.clock.now() - begin == 3s);
  gate.open();
}

TEST_CASE("while it waits for workers, a loop that shuts down serves neither timers nor watches",
          "[loop][workers][life]") {
  Gate gate;
  TestLoop test;
  test.loop.offload([&] { gate.pass(); }, [](Outcome<void>) {});
  gate.wait_until_begun();
  test.loop.add_timer(1s, test.note("timer"));
  test.loop.watch(3, Readiness::read, [](Readiness) {});
  test.loop.shutdown(5s);

  test.loop.run();

  CHECK(test.log.empty());
  CHECK(test.loop.discarded().timers == 1);
  CHECK(test.loop.discarded().watches == 1);
  CHECK(test.poller->deadlines.size() == 1);
  gate.open();
}

TEST_CASE("close gives up work, queued or begun, and does not wait", "[loop][workers][life]") {
  Gate gate;
  const auto queued = std::make_shared<int>(0);
  LoopOptions options;
  options.most_workers = 1;
  Loop loop(std::move(options));
  loop.offload([&] { gate.pass(); }, [queued](Outcome<void>) { ++*queued; });
  loop.offload([queued] { ++*queued; }, [queued](Outcome<void>) { ++*queued; });
  gate.wait_until_begun();

  loop.close();

  CHECK(loop.state() == State::terminated);
  CHECK(loop.discarded().work == 2);
  gate.open();
  loop.wait();
  CHECK(*queued == 0);
  CHECK(queued.use_count() == 1);
}

TEST_CASE("close ends the wait of a loop that shuts down", "[loop][workers][life]") {
  Gate gate;
  TestLoop test;
  test.loop.offload([&] { gate.pass(); }, [](Outcome<void>) {});
  gate.wait_until_begun();
  test.loop.shutdown();
  test.poller->on_wait = [&] { std::thread([&] { test.loop.close(); }).join(); };

  test.loop.run();  // returns although the work has not ended

  CHECK(test.poller->deadlines == std::vector{Poller::forever});
  CHECK(test.loop.discarded().work == 1);
  gate.open();
}

TEST_CASE("destroying a loop waits for the work that has begun", "[loop][workers][life]") {
  std::atomic<bool> is_done{false};
  std::promise<void> began;
  {
    Loop loop;
    loop.offload(
        [&] {
          began.set_value();
          std::this_thread::yield();
          is_done = true;
        },
        [](Outcome<void>) {});
    began.get_future().wait();
  }
  CHECK(is_done);
}

TEST_CASE("work is conserved however it races with the end", "[loop][workers][threads]") {
  const bool is_graceful = GENERATE(true, false);
  for (int round = 0; round < 30; ++round) {
    Loop loop;
    std::atomic<std::size_t> accepted{0};
    std::atomic<std::size_t> received{0};
    std::thread runner([&] { loop.run(); });
    std::thread producer([&] {
      while (loop.offload([] {}, [&](Outcome<void>) { ++received; })) ++accepted;
    });
    while (loop.state() == State::awake) std::this_thread::yield();
    while (received < static_cast<std::size_t>(round)) std::this_thread::yield();
    is_graceful ? loop.shutdown() : loop.close();
    producer.join();
    runner.join();
    loop.wait();

    REQUIRE(accepted == received + loop.discarded().work);
    if (is_graceful) REQUIRE(loop.discarded().work == 0);
  }
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

TEST_CASE("while it waits for workers, a loop that shuts down gives its signals back",
          "[loop][workers][signals][life]") {
  static std::atomic<int> before{0};
  before = 0;
  const SignalAction action(SIGUSR1, [](int) { ++before; });
  Gate gate;
  TestLoop test;
  test.loop.offload([&] { gate.pass(); }, [](Outcome<void>) {});
  gate.wait_until_begun();
  test.loop.watch_signal(SIGUSR1, [](int) {});
  test.loop.shutdown(5s);
  test.poller->on_wait = [] { std::raise(SIGUSR1); };

  test.loop.run();

  CHECK(before == 1);
  CHECK(test.loop.discarded().signals == 1);
  gate.open();
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
