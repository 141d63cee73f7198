// SPDX-License-Identifier: MIT
//
// What signals are to the whole process: its actions, its threads, and several loops.
#include <pthread.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <catch2/catch.hpp>
#include <cerrno>
#include <csignal>
#include <thread>

#include "loop/tests/support/signal_action.h"
#include "loop/tests/support/test_loop.h"

namespace loop {
namespace {

std::atomic<int> actions{0};

void count_action(int) {
  actions.fetch_add(1);
}

void count_other_action(int) {
  actions.fetch_add(100);
}

void wait_until_asleep(const Loop& loop) {
  while (loop.state() != State::sleeping) std::this_thread::yield();
}

}  // namespace

TEST_CASE("a signal to the process or to a thread ends the sleep of a loop",
          "[loop][signals][threads]") {
  const UserSignalsIgnored ignored;
  Loop loop;
  int handled = 0;
  loop.watch_signal(SIGUSR1, [&](int) { ++handled; });
  loop.watch_signal(SIGUSR2, [&](int) {
    ++handled;
    loop.shutdown();
  });
  std::thread runs([&] { loop.run(); });

  wait_until_asleep(loop);
  ::kill(::getpid(), SIGUSR1);
  wait_until_asleep(loop);
  ::pthread_kill(runs.native_handle(), SIGUSR2);
  runs.join();

  CHECK(handled == 2);
}

TEST_CASE("the last watch that ends restores what the process did before", "[loop][signals]") {
  const SignalAction before(SIGUSR1, count_action);
  actions = 0;
  TestLoop one;
  TestLoop other;
  const SignalId first = one.loop.watch_signal(SIGUSR1, [](int) {});
  const SignalId second = one.loop.watch_signal(SIGUSR1, [](int) {});
  other.loop.watch_signal(SIGUSR1, [](int) {});

  one.loop.unwatch_signal(first);
  ::raise(SIGUSR1);
  one.loop.unwatch_signal(second);
  ::raise(SIGUSR1);
  CHECK(actions == 0);

  other.loop.close();
  ::raise(SIGUSR1);
  CHECK(actions == 1);
}

TEST_CASE("an action that replaced the loop's own stays when the last watch ends",
          "[loop][signals]") {
  const SignalAction before(SIGUSR1, count_action);
  actions = 0;
  TestLoop test;
  const SignalId id = test.loop.watch_signal(SIGUSR1, [](int) {});
  const SignalAction replaced(SIGUSR1, count_other_action);

  test.loop.unwatch_signal(id);
  ::raise(SIGUSR1);

  CHECK(actions == 100);
}

TEST_CASE("a signal handler keeps errno", "[loop][signals]") {
  const UserSignalsIgnored ignored;
  const auto spoil_errno = [](void* calls) noexcept {
    ++*static_cast<int*>(calls);
    errno = EIO;
  };
  int calls = 0;
  SignalInbox& inbox = SignalInbox::acquire(spoil_errno, &calls);
  inbox.watch(SIGUSR1);

  errno = EDOM;
  ::raise(SIGUSR1);
  const int kept = errno;
  inbox.unwatch(SIGUSR1);
  SignalInbox::release(&inbox);

  CHECK(calls == 1);
  CHECK(kept == EDOM);
}

TEST_CASE("when the last watch has ended no signal handler is inside", "[loop][signals][threads]") {
  const UserSignalsIgnored ignored;
  struct Visit {
    std::atomic<bool> has_begun{false};
    std::atomic<bool> is_unwatching{false};
    std::atomic<bool> is_over{false};
  } visit;
  const auto stay = [](void* context) noexcept {
    auto& own = *static_cast<Visit*>(context);
    own.has_begun = true;
    while (!own.is_unwatching) std::this_thread::yield();
    for (int i = 0; i < 1000; ++i) std::this_thread::yield();
    own.is_over = true;
  };
  SignalInbox& inbox = SignalInbox::acquire(stay, &visit);
  inbox.watch(SIGUSR1);
  std::thread visitor([] { ::raise(SIGUSR1); });
  while (!visit.has_begun) std::this_thread::yield();

  visit.is_unwatching = true;
  inbox.unwatch(SIGUSR1);
  const bool was_over = visit.is_over;
  visitor.join();
  SignalInbox::release(&inbox);

  CHECK(was_over);
}

TEST_CASE("a loop that falls asleep again and again sleeps over no signal",
          "[loop][signals][threads]") {
  const UserSignalsIgnored ignored;
  constexpr int rounds = 20'000;
  Loop loop;
  std::atomic<int> handled{0};
  // Goes to sleep at another moment after its answer every time, within some microseconds: the
  // next signal takes about as long to come.
  loop.watch_signal(SIGUSR1, [&](int) {
    const int round = handled.fetch_add(1);
    for (int moment = 0; moment < round % 2048; ++moment) handled.load();
  });
  std::thread runs([&] { loop.run(); });

  for (int round = 0; round < rounds; ++round) {
    ::raise(SIGUSR1);
    while (handled == round) std::this_thread::yield();
  }
  loop.close();
  runs.join();

  CHECK(handled == rounds);
}

TEST_CASE("loops may come and go in a storm of signals", "[loop][signals][threads]") {
  const UserSignalsIgnored ignored;
  constexpr int loops_per_thread = 300;
  std::atomic<bool> is_over{false};
  std::atomic<int> handled{0};
  std::thread storm([&] {
    while (!is_over) ::kill(::getpid(), SIGUSR1);
  });
  const auto come_and_go = [&] {
    for (int i = 0; i < loops_per_thread; ++i) {
      Loop loop;
      const SignalId id = loop.watch_signal(SIGUSR1, [&](int) { handled.fetch_add(1); });
      loop.watch_signal(SIGUSR2, [](int) {});
      // Waits until a signal has come.
      loop.run_once();
      if (i % 2 == 0) loop.unwatch_signal(id);
    }
  };
  std::array<std::thread, 2> threads{std::thread(come_and_go), std::thread(come_and_go)};
  for (std::thread& thread : threads) thread.join();
  is_over = true;
  storm.join();

  CHECK(handled == 2 * loops_per_thread);
}

}  // namespace loop
