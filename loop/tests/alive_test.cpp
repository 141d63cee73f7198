// SPDX-License-Identifier: MIT
//
// Running a loop as long as it is alive, what keeps it alive, and the handler before it ends.
#include <catch2/catch.hpp>
#include <chrono>
#include <csignal>
#include <string>
#include <thread>
#include <vector>

#include "loop/tests/support/test_loop.h"

namespace loop {

using namespace std::chrono_literals;
using Log = std::vector<std::string>;

TEST_CASE("a loop without anything to do is not alive, and does not run", "[loop][alive]") {
  TestLoop test;

  CHECK_FALSE(test.loop.is_alive());
  CHECK(test.loop.run_while_alive());

  CHECK(test.loop.state() == State::awake);
  CHECK(test.poller->deadlines.empty());
}

TEST_CASE("a loop runs until its last callback, and can run again", "[loop][alive]") {
  TestLoop test;
  test.loop.post([&] {
    test.log.push_back("task");
    test.loop.add_timer(1h, [&] {
      test.log.push_back("timer");
      test.loop.set_immediate([&] {
        test.log.push_back("immediate");
        test.loop.add_close_callback(test.note("close"));
      });
    });
  });

  CHECK(test.loop.run_while_alive());
  CHECK(test.log == Log{"task", "timer", "immediate", "close"});
  test.loop.queue_microtask(test.note("microtask"));
  CHECK(test.loop.is_alive());
  CHECK(test.loop.run_while_alive());

  CHECK(test.log.back() == "microtask");
}

TEST_CASE("each kind of work keeps the loop alive", "[loop][alive]") {
  TestLoop test;
  const std::vector<std::function<void()>> kinds{
      [&] { test.loop.post([] {}); },
      [&] { test.loop.post_internal([] {}); },
      [&] { test.loop.queue_microtask([] {}); },
      [&] { test.loop.next_tick([] {}); },
      [&] { test.loop.set_immediate([] {}); },
      [&] { test.loop.add_close_callback([] {}); },
      [&] { test.loop.add_timer(1h, [] {}); },
      [&] { test.loop.post_timer(1h, [] {}); },
      [&] { test.loop.watch(3, Readiness::read, [](Readiness) {}); },
      [&] { test.loop.watch_signal(SIGUSR1, [](int) {}); },
      [&] { test.loop.offload([] {}, [](Outcome<void>) {}); },
  };
  const auto kind = GENERATE(range(std::size_t{0}, std::size_t{11}));
  REQUIRE(kinds.size() == 11);

  kinds[kind]();

  CHECK(test.loop.is_alive());
}

TEST_CASE("what is excluded does not keep the loop alive, but runs while something else does",
          "[loop][alive]") {
  TestLoop test;
  const TimerId every = test.loop.add_repeating_timer(1ms, test.note("every"));
  const WatchId watch = test.loop.watch(3, Readiness::read, [](Readiness) {});
  const SignalId signal = test.loop.watch_signal(SIGUSR1, [](int) {});
  CHECK(test.loop.unref(every));
  CHECK(test.loop.unref(signal));
  CHECK(test.loop.unref(watch));
  CHECK_FALSE(test.loop.is_alive());
  test.loop.add_timer(2500us, test.note("last"));

  CHECK(test.loop.run_while_alive());

  CHECK(test.log == Log{"every", "every", "last"});
  CHECK(test.loop.ref(watch));
  CHECK(test.loop.is_alive());
  CHECK(test.loop.unwatch(watch));
  CHECK_FALSE(test.loop.is_alive());
  CHECK_FALSE(test.loop.ref(watch));
  CHECK(test.loop.ref(signal));
  CHECK(test.loop.is_alive());
  CHECK(test.loop.unwatch_signal(signal));
  CHECK_FALSE(test.loop.is_alive());
  CHECK_FALSE(test.loop.ref(signal));
}

TEST_CASE("excluding a watch twice counts once", "[loop][alive]") {
  TestLoop test;
  const WatchId first = test.loop.watch(3, Readiness::read, [](Readiness) {});
  const WatchId second = test.loop.watch(4, Readiness::read, [](Readiness) {});

  CHECK(test.loop.unref(first));
  CHECK(test.loop.unref(first));
  CHECK(test.loop.is_alive());
  CHECK(test.loop.unwatch(second));
  CHECK_FALSE(test.loop.is_alive());
  test.loop.watch(5, Readiness::read, [](Readiness) {});

  CHECK(test.loop.is_alive());
}

TEST_CASE("before it returns, the loop asks for more to do", "[loop][alive]") {
  TestLoop test;
  int calls = 0;
  test.loop.set_before_exit_handler([&] {
    test.log.push_back("before exit");
    if (++calls < 3) test.loop.post(test.note("task"));
    if (calls == 3) test.loop.queue_microtask(test.note("microtask"));
  });

  CHECK(test.loop.run_while_alive());

  CHECK(test.log == Log{"before exit", "task", "before exit", "task", "before exit", "microtask"});
}

TEST_CASE("the handler before exit may replace itself and throw", "[loop][alive]") {
  TestLoop test;
  test.loop.set_before_exit_handler([&] {
    test.loop.set_before_exit_handler({});
    throw std::runtime_error("from the handler");
  });

  CHECK_THROWS_AS(test.loop.run_while_alive(), std::runtime_error);
  CHECK(test.loop.run_while_alive());

  CHECK(test.loop.state() == State::awake);
}

TEST_CASE("a loop that is shut down while it runs as long as it is alive terminates",
          "[loop][alive][life]") {
  TestLoop test;
  const bool from_handler = GENERATE(true, false);
  if (from_handler) {
    test.loop.set_before_exit_handler([&] { test.loop.shutdown(); });
  } else {
    test.loop.add_repeating_timer(1ms, [&] { test.loop.shutdown(); });
  }

  CHECK_FALSE(test.loop.run_while_alive());

  CHECK(test.loop.state() == State::terminated);
}

TEST_CASE("a task posted from elsewhere while the loop returns is kept for the next run",
          "[loop][alive]") {
  TestLoop test;
  test.loop.set_before_exit_handler([&] {
    test.loop.set_before_exit_handler({});
    std::thread([&] { test.loop.post(test.note("task")); }).join();
  });

  CHECK(test.loop.run_while_alive());
  CHECK(test.log == Log{"task"});  // it came before the last look
  test.loop.post(test.note("late"));
  CHECK(test.loop.is_alive());
  CHECK(test.loop.run_while_alive());

  CHECK(test.log == Log{"task", "late"});
}

TEST_CASE("a repeating timer keeps the loop alive also while it runs", "[loop][alive][timers]") {
  TestLoop test;
  std::vector<bool> alive;
  TimerId id{};
  id = test.loop.add_repeating_timer(1ms, [&] {
    alive.push_back(test.loop.is_alive());
    if (alive.size() == 3) test.loop.unref(id);
    alive.push_back(test.loop.is_alive());
  });

  CHECK(test.loop.run_while_alive());

  CHECK(alive == std::vector{true, true, true, false});
}

}  // namespace loop
