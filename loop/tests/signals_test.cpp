// SPDX-License-Identifier: MIT
//
// What a loop does with signals; they are raised for real.
#include <csignal>

#include <catch2/catch.hpp>
#include <chrono>
#include <memory>
#include <stdexcept>
#include <string>
#include <system_error>
#include <thread>
#include <vector>

#include "loop/tests/support/signal_action.h"
#include "loop/tests/support/test_loop.h"

namespace loop {

using namespace std::chrono_literals;

namespace {

using Log = std::vector<std::string>;

/// A loop on fakes, in a process that survives the signals of its tests.
struct SignalTest : UserSignalsIgnored, TestLoop {
  SignalHandler note_signal(std::string text) {
    return [this, text = std::move(text)](int) { log.push_back(text); };
  }
};

}  // namespace

TEST_CASE("a signal is handled in the poll phase, after descriptors", "[loop][signals]") {
  SignalTest test;
  test.loop.watch(3, Readiness::read, [&](Readiness) { test.log.push_back("descriptor"); });
  test.loop.watch_signal(SIGUSR1, [&](int signal) {
    CHECK(signal == SIGUSR1);
    test.log.push_back("signal");
    test.loop.queue_microtask(test.note("microtask"));
  });
  test.poller->make_ready(3, Readiness::read);
  test.loop.set_immediate(test.note("immediate"));
  test.loop.post(test.note("task"));

  ::raise(SIGUSR1);
  test.loop.run_once();

  CHECK(test.log == Log{"task", "descriptor", "signal", "microtask", "immediate"});
}

TEST_CASE("signals of one number that arrive before the loop looks are one call",
          "[loop][signals]") {
  SignalTest test;
  test.loop.watch_signal(SIGUSR1, test.note_signal("signal"));

  for (int i = 0; i < 3; ++i) ::raise(SIGUSR1);
  test.loop.run_once();
  CHECK(test.log == Log{"signal"});

  ::raise(SIGUSR1);
  test.loop.run_once();
  CHECK(test.log == Log{"signal", "signal"});
}

TEST_CASE("every watch of every loop is called, in the order in which a loop's were added",
          "[loop][signals]") {
  SignalTest one;
  TestLoop other;
  one.loop.watch_signal(SIGUSR2, one.note_signal("second number"));
  one.loop.watch_signal(SIGUSR1, one.note_signal("first"));
  one.loop.watch_signal(SIGUSR1, one.note_signal("second"));
  other.loop.watch_signal(SIGUSR1, [&](int) { other.log.push_back("other"); });

  ::raise(SIGUSR1);
  ::raise(SIGUSR2);
  one.loop.run_once();
  other.loop.run_once();

  CHECK(one.log == Log{"second number", "first", "second"});
  CHECK(other.log == Log{"other"});
}

TEST_CASE("a signal handler may end its own watch and use its captures afterwards",
          "[loop][signals]") {
  SignalTest test;
  SignalId id{};
  id = test.loop.watch_signal(SIGUSR1,
                              [&test, &id, text = std::make_shared<std::string>("kept")](int) {
                                CHECK(test.loop.unwatch_signal(id));
                                CHECK_FALSE(test.loop.unwatch_signal(id));
                                test.log.push_back(*text);
                              });

  ::raise(SIGUSR1);
  test.loop.run_once();
  ::raise(SIGUSR1);
  test.loop.post(test.note("task"));
  test.loop.run_once();

  CHECK(test.log == Log{"kept", "task"});
}

TEST_CASE("a signal that arrived does not reach a watch that a handler ended", "[loop][signals]") {
  SignalTest test;
  SignalId second{};
  test.loop.watch_signal(SIGUSR1, [&](int) {
    test.log.push_back("first");
    test.loop.unwatch_signal(second);
  });
  second = test.loop.watch_signal(SIGUSR1, test.note_signal("second"));

  ::raise(SIGUSR1);
  test.loop.run_once();

  CHECK(test.log == Log{"first"});
}

TEST_CASE("a signal that arrived does not reach a watch that was added later", "[loop][signals]") {
  SignalTest test;
  const SignalId ended = test.loop.watch_signal(SIGUSR1, test.note_signal("ended"));
  ::raise(SIGUSR1);
  test.loop.unwatch_signal(ended);
  const SignalId added = test.loop.watch_signal(SIGUSR1, test.note_signal("added"));
  test.loop.post(test.note("task"));

  test.loop.run_once();

  CHECK(added != ended);
  CHECK(test.log == Log{"task"});
}

TEST_CASE("a watch that a handler adds waits for the next signal", "[loop][signals]") {
  SignalTest test;
  test.loop.watch_signal(SIGUSR1,
                         [&](int) { test.loop.watch_signal(SIGUSR1, test.note_signal("added")); });

  ::raise(SIGUSR1);
  test.loop.run_once();
  CHECK(test.log.empty());

  ::raise(SIGUSR1);
  test.loop.run_once();
  CHECK(test.log == Log{"added"});
}

TEST_CASE("an exception loses no watch of a signal", "[loop][signals][exceptions]") {
  SignalTest test;
  test.loop.watch_signal(SIGUSR1, [](int) { throw std::runtime_error("handler"); });
  test.loop.watch_signal(SIGUSR1, test.note_signal("second"));
  ::raise(SIGUSR1);

  CHECK_THROWS_WITH(test.loop.run_once(), "handler");
  test.loop.run_once();

  CHECK(test.log == Log{"second"});
}

TEST_CASE("signals are handled while tasks keep the loop busy", "[loop][signals][pace]") {
  SignalTest test;
  int turns = 0;
  bool is_handled = false;
  test.loop.watch_signal(SIGUSR1, [&](int) { is_handled = true; });
  Callback<> again = [&] {
    if (++turns == 10) ::raise(SIGUSR1);
    test.loop.post([&] { again(); });
  };
  again();

  while (!is_handled && turns < 1000) test.loop.run_once();

  CHECK(turns == 10);
}

TEST_CASE("signals that never cease do not starve timers and descriptors",
          "[loop][signals][pace]") {
  SignalTest test;
  test.loop.watch(3, Readiness::read, [&](Readiness) { test.log.push_back("descriptor"); });
  test.loop.watch_signal(SIGUSR1, [&](int) {
    test.clock.advance(1us);
    ::raise(SIGUSR1);
  });
  test.loop.add_timer(20us, test.note("timer"));
  test.poller->make_ready(3, Readiness::read);

  ::raise(SIGUSR1);
  for (int turn = 0; turn < 200; ++turn) test.loop.run_once();

  CHECK(test.log == Log{"descriptor", "timer"});
}

TEST_CASE("a signal that lands while the loop falls asleep is not slept over", "[loop][signals]") {
  SignalTest test;
  test.loop.watch_signal(SIGUSR1, test.note_signal("signal"));
  test.poller->on_wait = [&] {
    CHECK(test.loop.state() == State::sleeping);
    ::raise(SIGUSR1);
    ::raise(SIGUSR1);
  };

  test.loop.run_once();

  CHECK(test.log == Log{"signal"});
  CHECK(test.poller->wakes == 1);
}

TEST_CASE("watches of signals that the end discards are counted", "[loop][signals][life]") {
  SignalTest test;
  test.loop.watch_signal(SIGUSR1, test.note_signal("signal"));
  test.loop.watch_signal(SIGUSR2, test.note_signal("signal"));
  const SignalId id = test.loop.watch_signal(SIGUSR2, test.note_signal("signal"));
  ::raise(SIGUSR1);
  test.loop.shutdown();

  test.loop.run();

  CHECK(test.log.empty());
  CHECK(test.loop.discarded().signals == 3);
  CHECK_FALSE(test.loop.unwatch_signal(id));
  CHECK_THROWS_AS(test.loop.watch_signal(SIGUSR1, [](int) {}), std::system_error);
}

TEST_CASE("destructors of discarded signal handlers may use the loop", "[loop][signals][life]") {
  SignalTest test;
  test.loop.watch_signal(SIGUSR1, [&, last = at_end([&] {
                                        test.loop.watch_signal(SIGUSR2, test.note_signal("late"));
                                      })](int) {});

  test.loop.close();

  CHECK(test.loop.discarded().signals == 2);
}

TEST_CASE("a signal that cannot be watched is refused", "[loop][signals][misuse]") {
  SignalTest test;

  const int signal = GENERATE(SIGKILL, SIGSTOP, SIGSEGV, SIGBUS, SIGFPE, SIGILL, 0, -1, 65, 1000);
  CAPTURE(signal);
  try {
    test.loop.watch_signal(signal, test.note_signal("signal"));
    FAIL("it was accepted");
  } catch (const std::system_error& error) {
    CHECK(error.code() == std::errc::invalid_argument);
  }

  test.loop.close();
  CHECK(test.loop.discarded().signals == 0);
}

TEST_CASE("signals are watched on the loop's thread only", "[loop][signals][misuse]") {
  SignalTest test;
  test.loop.post([&] {
    std::thread([&] {
      CHECK_THROWS_AS(test.loop.watch_signal(SIGUSR1, [](int) {}), std::system_error);
      CHECK_THROWS_AS(test.loop.unwatch_signal(SignalId::none), std::system_error);
    }).join();
    test.log.push_back("tried");
  });

  test.loop.run_once();

  CHECK(test.log == Log{"tried"});
}

}  // namespace loop
