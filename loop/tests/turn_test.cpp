// SPDX-License-Identifier: MIT
//
// The order of one turn, line by line as README.md has it.
#include <catch2/catch.hpp>
#include <chrono>
#include <string>
#include <thread>
#include <vector>

#include "loop/tests/support/gate.h"
#include "loop/tests/support/test_loop.h"

namespace loop {

using namespace std::chrono_literals;
using Log = std::vector<std::string>;

TEST_CASE("a turn runs timers, tasks, descriptors, immediates and close callbacks, in this order",
          "[loop][turn]") {
  TestLoop test;
  test.loop.add_close_callback(test.note("close"));
  test.loop.set_immediate(test.note("immediate"));
  test.loop.watch(7, Readiness::read, [&](Readiness) { test.log.push_back("descriptor"); });
  test.poller->make_ready(7, Readiness::read);
  test.loop.post(test.note("task"));
  test.loop.post_internal(test.note("internal task"));
  test.loop.add_timer(0ns, test.note("timer"));

  test.loop.run_once();

  CHECK(test.log == Log{"timer", "internal task", "task", "descriptor", "immediate", "close"});
}

TEST_CASE("due timers run soonest first, and first in first out among equal deadlines",
          "[loop][turn][timers]") {
  TestLoop test;
  test.loop.add_timer(2ms, test.note("2 ms"));
  test.loop.add_timer(1ms, test.note("1 ms, first"));
  test.loop.add_timer(1ms, test.note("1 ms, second"));
  test.clock.advance(5ms);

  test.loop.run_once();

  CHECK(test.log == Log{"1 ms, first", "1 ms, second", "2 ms"});
}

TEST_CASE("a timer added by a callback waits for the next turn", "[loop][turn][timers]") {
  TestLoop test;
  test.loop.add_timer(0ns, [&] {
    test.log.push_back("first");
    test.loop.add_timer(0ns, test.note("second"));
  });

  test.loop.run_once();
  CHECK(test.log == Log{"first"});
  test.loop.run_once();

  CHECK(test.log == Log{"first", "second"});
}

TEST_CASE("a repeating timer does not drift by the time that its callback takes",
          "[loop][turn][timers]") {
  TestLoop test;
  std::vector<TimePoint> times;
  const TimePoint begin = test.clock.now();
  test.loop.add_repeating_timer(10ms, [&] {
    times.push_back(test.clock.now());
    test.clock.advance(3ms);
    if (times.size() == 3) test.loop.shutdown();
  });

  test.loop.run();

  CHECK(times == std::vector{begin + 10ms, begin + 20ms, begin + 30ms});
}

TEST_CASE("a task posted by a task waits for the next turn", "[loop][turn][tasks]") {
  TestLoop test;
  test.loop.post([&] {
    test.loop.post(test.note("posted by the task"));
    test.loop.set_immediate(test.note("immediate"));
  });

  test.loop.run_once();
  CHECK(test.log == Log{"immediate"});
  test.loop.run_once();

  CHECK(test.log == Log{"immediate", "posted by the task"});
}

TEST_CASE("an internal task posted by a timer runs before the tasks of this turn",
          "[loop][turn][tasks]") {
  TestLoop test;
  test.loop.post(test.note("task"));
  test.loop.add_timer(0ns, [&] { test.loop.post_internal(test.note("internal")); });

  test.loop.run_once();

  CHECK(test.log == Log{"internal", "task"});
}

TEST_CASE("an immediate set by an immediate waits for the next turn", "[loop][turn]") {
  TestLoop test;
  test.loop.set_immediate([&] { test.loop.set_immediate(test.note("second")); });

  test.loop.run_once();
  CHECK(test.log.empty());
  test.loop.run_once();

  CHECK(test.log == Log{"second"});
}

TEST_CASE("after every callback run all next-ticks, then all microtasks, until both are empty",
          "[loop][turn][microtasks]") {
  TestLoop test;
  test.loop.post([&] {
    test.loop.queue_microtask([&] {
      test.log.push_back("microtask 1");
      test.loop.next_tick(test.note("tick 2"));
      test.loop.queue_microtask(test.note("microtask 3"));
    });
    test.loop.queue_microtask(test.note("microtask 2"));
    test.loop.next_tick(test.note("tick 1"));
    test.log.push_back("task 1");
  });
  test.loop.post(test.note("task 2"));

  test.loop.run_once();

  CHECK(test.log ==
        Log{"task 1", "tick 1", "microtask 1", "microtask 2", "microtask 3", "tick 2", "task 2"});
}

TEST_CASE("the checkpoint runs after callbacks of every phase", "[loop][turn][microtasks]") {
  TestLoop test;
  const auto phase = [&](std::string name) {
    return [&test, name] {
      test.log.push_back(name);
      test.loop.queue_microtask(test.note(name + " microtask"));
    };
  };
  test.loop.add_timer(0ns, phase("timer"));
  test.loop.post_internal(phase("internal"));
  test.loop.post(phase("task"));
  test.loop.watch(7, Readiness::read, [&](Readiness) { phase("descriptor")(); });
  test.poller->make_ready(7, Readiness::read);
  test.loop.set_immediate(phase("immediate"));
  test.loop.add_close_callback(phase("close"));

  test.loop.run_once();

  CHECK(test.log == Log{"timer", "timer microtask", "internal", "internal microtask", "task",
                        "task microtask", "descriptor", "descriptor microtask", "immediate",
                        "immediate microtask", "close", "close microtask"});
}

TEST_CASE("a callback's captures are destroyed before the checkpoint that follows it",
          "[loop][turn][microtasks]") {
  TestLoop test;
  const auto captures = [&](std::string name) {
    return at_end([&test, name] { test.loop.queue_microtask(test.note(name)); });
  };
  test.loop.add_timer(0ns, [capture = captures("timer")] {});
  test.loop.post_internal([capture = captures("internal")] {});
  test.loop.post([capture = captures("task")] {});
  WatchId id{};
  id = test.loop.watch(7, Readiness::read,
                       [&, capture = captures("descriptor")](Readiness) { test.loop.unwatch(id); });
  test.poller->make_ready(7, Readiness::read);
  test.loop.set_immediate([capture = captures("immediate")] {});
  test.loop.add_close_callback([capture = captures("close")] {});

  test.loop.run_once();

  CHECK(test.log == Log{"timer", "internal", "task", "descriptor", "immediate", "close"});
}

TEST_CASE("microtasks queued before run() run before its first turn", "[loop][turn][microtasks]") {
  TestLoop test;
  test.loop.add_timer(0ns, test.note("timer"));
  test.loop.queue_microtask(test.note("microtask"));

  test.loop.run_once();

  CHECK(test.log == Log{"microtask", "timer"});
}

TEST_CASE("a single turn that ran something does not wait", "[loop][turn]") {
  TestLoop test;
  test.loop.queue_microtask(test.note("microtask"));

  test.loop.run_once();

  CHECK(test.log == std::vector<std::string>{"microtask"});
  CHECK(test.poller->deadlines.empty());
}

TEST_CASE(
    "what other threads bring runs in its phase: posted timers, outcomes, internal tasks, tasks",
    "[loop][turn][workers][posted]") {
  Gate gate;
  TestLoop test;
  test.loop.offload([&] { gate.pass(); }, [&](Outcome<void>) { test.log.push_back("outcome"); });
  gate.wait_until_begun();
  test.poller->on_wait = [&] {
    gate.open();
    while (test.poller->wakes == 0) std::this_thread::yield();  // the worker has brought it
    std::thread([&] {
      test.loop.post(test.note("task"));
      test.loop.post_internal(test.note("internal task"));
      test.loop.post_timer(0ns, test.note("posted timer"));
    }).join();
  };

  test.loop.run_once();
  CHECK(test.log.empty());
  test.loop.run_once();

  CHECK(test.log == Log{"posted timer", "outcome", "internal task", "task"});
}

}  // namespace loop
