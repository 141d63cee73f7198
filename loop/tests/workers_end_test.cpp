// SPDX-License-Identifier: MIT
//
// How blocking work and the loop end.
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

#include "loop/tests/support/gate.h"
#include "loop/tests/support/signal_action.h"
#include "loop/tests/support/test_loop.h"

namespace loop {

using namespace std::chrono_literals;

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

}  // namespace loop
