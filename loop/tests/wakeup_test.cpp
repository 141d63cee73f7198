// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>
#include <chrono>
#include <fstream>
#include <future>
#include <string>
#include <thread>
#include <vector>

#include "loop/tests/support/test_loop.h"

namespace loop {

using namespace std::chrono_literals;

namespace {

/// How often any eventfd of this process was signalled, as the kernel counts it: our eventfds are
/// never read. Only Linux shows it; elsewhere the real test is not built.
long eventfd_signals(int descriptor) {
  std::ifstream info("/proc/self/fdinfo/" + std::to_string(descriptor));
  for (std::string word; info >> word;) {
    if (word != "eventfd-count:") continue;
    std::string count;
    info >> count;
    return std::stol(count, nullptr, 16);
  }
  return -1;
}

/// The descriptor of the only eventfd, which is the loop's.
int find_eventfd() {
  for (int descriptor = 0; descriptor < 256; ++descriptor) {
    if (eventfd_signals(descriptor) >= 0) return descriptor;
  }
  return -1;
}

void post_from_another_thread(Loop& loop, int count) {
  std::thread([&] {
    for (int i = 0; i < count; ++i) loop.post([] {});
  }).join();
}

void wait_until_asleep(const Loop& loop) {
  while (loop.state() != State::sleeping) std::this_thread::yield();
}

}  // namespace

TEST_CASE("a burst of posts to a sleeping loop wakes it once", "[loop][wakeup]") {
  TestLoop test;
  test.poller->on_wait = [&] { post_from_another_thread(test.loop, 100); };

  test.loop.run_once();

  CHECK(test.poller->wakes == 1);
}

TEST_CASE("posting to a loop that is awake wakes nobody", "[loop][wakeup]") {
  TestLoop test;
  int runs = 0;
  test.loop.post([&] {
    std::thread([&] {
      for (int i = 0; i < 100; ++i) test.loop.post([&] { ++runs; });
    }).join();
  });

  while (runs < 100) test.loop.run_once();

  CHECK(test.poller->wakes == 0);
}

TEST_CASE("posting before run() wakes nobody", "[loop][wakeup]") {
  TestLoop test;

  post_from_another_thread(test.loop, 10);
  test.loop.run_once();

  CHECK(test.poller->wakes == 0);
}

TEST_CASE("the loop's own posts wake nobody and ask the kernel nothing", "[loop][wakeup]") {
  TestLoop test;
  int runs = 0;
  const std::function<void()> chain = [&] {
    if (++runs < 1000) test.loop.post(chain);
  };
  test.loop.post(chain);

  while (runs < 1000) test.loop.run_once();

  CHECK(test.poller->wakes == 0);
  CHECK(test.poller->deadlines.empty());
}

TEST_CASE("an idle loop sleeps once, without a deadline, until it is woken", "[loop][wakeup]") {
  TestLoop test;
  test.poller->on_wait = [&] { test.loop.shutdown(); };

  test.loop.run();

  CHECK(test.poller->deadlines == std::vector{Poller::forever});
  CHECK(test.poller->wakes == 1);
}

TEST_CASE("a loop with a timer sleeps once, until its deadline", "[loop][wakeup][timers]") {
  TestLoop test;
  const TimePoint deadline = test.clock.now() + 24h;
  test.loop.add_timer(24h, [&] { test.loop.shutdown(); });

  test.loop.run();

  CHECK(test.poller->deadlines == std::vector{deadline});
}

TEST_CASE("a post that lands while the loop falls asleep is not slept over", "[loop][wakeup]") {
  // The loop says that it sleeps, then looks at its ingress; here the post comes in between or
  // before, depending on the scheduler, and in each round the loop must come back.
  Loop loop;
  std::thread runner([&] { loop.run(); });
  for (int round = 0; round < 2000; ++round) {
    std::promise<void> ran;
    loop.post([&] { ran.set_value(); });
    ran.get_future().wait();
  }
  loop.shutdown();
  runner.join();
  CHECK(loop.state() == State::terminated);
}

TEST_CASE("a burst to a sleeping loop is one write to its eventfd", "[loop][wakeup][kernel]") {
  Loop loop;
  const int eventfd = find_eventfd();
  REQUIRE(eventfd >= 0);
  std::promise<void> began;
  std::promise<void> go_on;
  std::thread runner([&] { loop.run(); });
  wait_until_asleep(loop);

  // The first task holds the loop awake while the others come.
  loop.post([&] {
    began.set_value();
    go_on.get_future().wait();
  });
  began.get_future().wait();
  for (int i = 0; i < 99; ++i) loop.post([] {});
  CHECK(eventfd_signals(eventfd) == 1);
  go_on.set_value();
  wait_until_asleep(loop);

  CHECK(eventfd_signals(eventfd) == 1);
  loop.shutdown();
  runner.join();
  CHECK(eventfd_signals(eventfd) == 2);
}

TEST_CASE("two loops that are taken turn by turn answer each other every time", "[loop][wakeup]") {
  constexpr int round_trips = 2000;
  Loop here;
  Loop there;
  bool stopped = false;
  std::thread other([&] {
    while (!stopped) there.run_once();
  });

  int returned = 0;
  for (int trip = 1; trip <= round_trips; ++trip) {
    there.post([&] { here.post([&] { ++returned; }); });
    while (returned < trip) here.run_once();
  }
  there.post([&] { stopped = true; });
  other.join();

  CHECK(returned == round_trips);
}

}  // namespace loop
