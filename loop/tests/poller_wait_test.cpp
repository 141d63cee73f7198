// SPDX-License-Identifier: MIT
//
// Conformance of pollers, second part: what ends a wait. Nothing here measures how long one lasts
// at most; a wait that does not end hangs the test.
#include <signal.h>

#include <atomic>
#include <catch2/catch.hpp>
#include <cerrno>
#include <chrono>
#include <limits>
#include <thread>

#include "loop/pollers/timeout.h"
#include "loop/tests/support/descriptor_pairs.h"
#include "loop/tests/support/pollers.h"
#include "loop/tests/support/signal_storm.h"

namespace loop {

using namespace std::chrono_literals;

namespace {

using SteadyTime = Poller::TimePoint;

SteadyTime now() {
  return std::chrono::steady_clock::now();
}

/// Whether a wait ends before its deadline.
bool is_ended_early(Poller& poller) {
  const SteadyTime deadline = now() + 1ms;
  poller.wait(deadline);
  return now() < deadline;
}

std::atomic<Poller*> poller_of_handler{nullptr};

}  // namespace

TEMPLATE_TEST_CASE("a look does not wait", "[loop][pollers]", LOOP_TESTED_POLLERS) {
  const auto poller = TestType::make();

  CHECK(poller->wait(Poller::do_not_wait).empty());
}

TEMPLATE_TEST_CASE("a deadline that has passed does not wait however long ago it was",
                   "[loop][pollers]", LOOP_TESTED_POLLERS) {
  const auto poller = TestType::make();

  CHECK(poller->wait(now() - 1h).empty());
  CHECK(poller->wait(Poller::do_not_wait + 1ns).empty());
}

TEMPLATE_TEST_CASE("a passed deadline still reports what is ready", "[loop][pollers]",
                   LOOP_TESTED_POLLERS) {
  const auto poller = TestType::make();
  SocketPair sockets;
  poller->add(sockets.near, 7, Readiness::write, Trigger::level);

  CHECK(poller->wait(now() - 1h).size() == 1);
}

TEMPLATE_TEST_CASE("a wait does not end before its deadline", "[loop][pollers]",
                   LOOP_TESTED_POLLERS) {
  const auto poller = TestType::make();
  for (const auto duration : {1ns, 900'000ns, 1'000'000ns, 1'000'001ns, 5'400'000ns}) {
    const SteadyTime deadline = now() + duration;
    CHECK(poller->wait(deadline).empty());
    CHECK(now() >= deadline);
  }
}

TEST_CASE("milliseconds are rounded up and never more than an int holds", "[loop][pollers]") {
  CHECK(to_milliseconds(0ns) == 0);
  CHECK(to_milliseconds(1ns) == 1);
  CHECK(to_milliseconds(1ms) == 1);
  CHECK(to_milliseconds(1ms + 1ns) == 2);
  CHECK(to_milliseconds(std::chrono::hours(24) * 30) == std::numeric_limits<int>::max());
  CHECK(to_milliseconds(std::chrono::nanoseconds::max()) == std::numeric_limits<int>::max());
}

TEMPLATE_TEST_CASE("readiness ends a wait long before its deadline", "[loop][pollers]",
                   LOOP_TESTED_POLLERS) {
  const auto poller = TestType::make();
  SocketPair sockets;
  poller->add(sockets.near, 7, Readiness::read, Trigger::level);
  std::thread writer([&] { sockets.write_far(); });

  const std::size_t count = poller->wait(SteadyTime::max() - 1ns).size();

  writer.join();
  CHECK(count == 1);
}

TEMPLATE_TEST_CASE("a wake-up before a wait ends the next wait and only that", "[loop][pollers]",
                   LOOP_TESTED_POLLERS) {
  const auto poller = TestType::make();

  poller->wake();

  CHECK(poller->wait(Poller::forever).empty());
  CHECK_FALSE(is_ended_early(*poller));
}

TEMPLATE_TEST_CASE("a wake-up from another thread ends a wait every time", "[loop][pollers]",
                   LOOP_TESTED_POLLERS) {
  constexpr int rounds = 2000;
  const auto poller = TestType::make();
  std::atomic<int> asked{0};
  std::thread waker([&] {
    for (int round = 1; round <= rounds; ++round) {
      while (asked.load() < round) std::this_thread::yield();
      poller->wake();
    }
  });

  bool is_silent = true;
  for (int round = 1; round <= rounds; ++round) {
    asked.store(round);
    is_silent = is_silent && poller->wait(Poller::forever).empty();
  }

  waker.join();
  CHECK(is_silent);
  CHECK_FALSE(is_ended_early(*poller));
}

TEMPLATE_TEST_CASE("more wake-ups than any buffer holds are one and block nobody",
                   "[loop][pollers]", LOOP_TESTED_POLLERS) {
  const auto poller = TestType::make();
  for (int i = 0; i < 100'000; ++i) poller->wake();

  CHECK(poller->wait(Poller::forever).empty());

  CHECK_FALSE(is_ended_early(*poller));
  poller->wake();
  CHECK(poller->wait(Poller::forever).empty());
}

TEMPLATE_TEST_CASE("a wake-up is not an event and hides none", "[loop][pollers]",
                   LOOP_TESTED_POLLERS) {
  const auto poller = TestType::make();
  SocketPair sockets;
  poller->add(sockets.near, 0, Readiness::write, Trigger::level);

  poller->wake();
  const auto events = poller->wait(Poller::forever);

  REQUIRE(events.size() == 1);
  CHECK(events.front().token == 0);
  CHECK(events.front().readiness == Readiness::write);
}

TEMPLATE_TEST_CASE("a wake-up in a signal handler ends the wait and keeps errno", "[loop][pollers]",
                   LOOP_TESTED_POLLERS) {
  const auto poller = TestType::make();
  for (int i = 0; i < 100'000; ++i) poller->wake();  // so that a pipe refuses the next one
  poller_of_handler = poller.get();
  const SignalAction action(SIGUSR1, [](int) { poller_of_handler.load()->wake(); });

  errno = ENOTTY;
  ::raise(SIGUSR1);
  CHECK(errno == ENOTTY);
  CHECK(poller->wait(Poller::forever).empty());
  std::thread interrupter([target = ::pthread_self()] { ::pthread_kill(target, SIGUSR1); });
  CHECK(poller->wait(Poller::forever).empty());

  interrupter.join();
}

TEMPLATE_TEST_CASE("signals do not shorten a wait", "[loop][pollers]", LOOP_TESTED_POLLERS) {
  const auto poller = TestType::make();
  const SignalStorm storm;
  const SteadyTime deadline = now() + 20ms;

  CHECK(poller->wait(deadline).empty());

  CHECK(now() >= deadline);
}

TEMPLATE_TEST_CASE("the descriptors of a poller are closed on exec", "[loop][pollers]",
                   LOOP_TESTED_POLLERS) {
  // The lowest free numbers are taken, so those of the poller lie between two of ours.
  const Pipe pipe;
  const int first = OwnDescriptor(::dup(pipe.near));
  const auto poller = TestType::make();
  const int last = OwnDescriptor(::dup(pipe.near));

  REQUIRE(first < last);
  for (int number = first; number < last; ++number) {
    const int flags = ::fcntl(number, F_GETFD);
    if (flags >= 0) CHECK((flags & FD_CLOEXEC) != 0);
  }
}

}  // namespace loop
