// SPDX-License-Identifier: MIT
//
// Timers that are set and cancelled from any thread.
#include <catch2/catch.hpp>
#include <chrono>
#include <future>
#include <memory>
#include <string>
#include <system_error>
#include <thread>
#include <vector>

#include "loop/tests/support/test_loop.h"

namespace loop {

using namespace std::chrono_literals;
using Log = std::vector<std::string>;

namespace {

/// Calls `function` on another thread, and comes back when it is over.
template <typename Function>
void elsewhere(Function&& function) {
  std::thread(std::forward<Function>(function)).join();
}

}  // namespace

TEST_CASE("a posted timer runs on the loop's thread, after its delay", "[loop][timers][posted]") {
  TestLoop test;
  const TimePoint begin = test.clock.now();
  elsewhere([&] {
    const TimerId id = test.loop.post_timer(20ms, [&] {
      CHECK(test.loop.is_loop_thread());
      CHECK(test.clock.now() - begin == 20ms);
      test.loop.shutdown();
    });
    CHECK(id != TimerId::none);
  });

  test.loop.run();

  CHECK(test.loop.discarded().timers == 0);
}

TEST_CASE("a posted timer counts from the call, not from when the loop hears of it",
          "[loop][timers][posted]") {
  TestLoop test;
  elsewhere([&] { test.loop.post_timer(20ms, test.note("timer")); });
  test.clock.advance(25ms);

  test.loop.run_once();

  CHECK(test.log == Log{"timer"});
}

TEST_CASE("a timer posted to a sleeping loop wakes it once", "[loop][timers][posted]") {
  TestLoop test;
  test.poller->on_wait = [&] {
    if (test.poller->deadlines.size() > 1) return;
    elsewhere([&] {
      test.loop.post_timer(2ms, [&] { test.loop.shutdown(); });
      test.loop.post_timer(1ms, test.note("first"));
    });
  };

  test.loop.run();

  CHECK(test.log == Log{"first"});
  CHECK(test.poller->wakes == 1);
}

TEST_CASE("posted timers of one deadline run in the order they were posted",
          "[loop][timers][posted]") {
  TestLoop test;
  for (const char* text : {"1", "2", "3"}) test.loop.post_timer(0ns, test.note(text));

  test.loop.run_once();

  CHECK(test.log == Log{"1", "2", "3"});
}

TEST_CASE("a posted timer is cancelled on the loop's thread at once", "[loop][timers][posted]") {
  TestLoop test;
  const auto capture = std::make_shared<int>(0);
  TimerId id{};
  elsewhere([&] { id = test.loop.post_timer(1ms, [capture] { ++*capture; }); });

  CHECK(test.loop.cancel_timer(id));  // before the loop has heard of it
  CHECK(capture.use_count() == 1);
  CHECK_FALSE(test.loop.cancel_timer(id));

  elsewhere([&] { id = test.loop.post_timer(1ms, [capture] { ++*capture; }); });
  test.loop.run_for(0ns);
  CHECK(test.loop.cancel_timer(id));  // and after
  CHECK_FALSE(test.loop.cancel_timer(id));
  CHECK(*capture == 0);
}

TEST_CASE("cancelling from elsewhere is answered exactly", "[loop][timers][posted]") {
  TestLoop test;
  const TimerId own = test.loop.add_timer(1h, test.note("own"));
  std::vector<std::future<bool>> answers;
  elsewhere([&] {
    const TimerId posted = test.loop.post_timer(1h, test.note("posted"));
    for (const TimerId id : {own, posted, posted, TimerId::none}) {
      answers.push_back(test.loop.post_cancel_timer(id));
    }
  });
  test.loop.add_timer(0ns, test.note("due"));
  answers.push_back(test.loop.post_cancel_timer(TimerId::none));

  test.loop.run_for(2h);

  CHECK(answers[0].get());
  CHECK(answers[1].get());
  CHECK_FALSE(answers[2].get());
  CHECK_FALSE(answers[3].get());
  CHECK_FALSE(answers[4].get());
  CHECK(test.log == Log{"due"});
}

TEST_CASE("a question that the loop does not come to is answered with no",
          "[loop][timers][posted]") {
  TestLoop test;
  const TimerId id = test.loop.add_timer(1h, [] {});
  std::future<bool> before = test.loop.post_cancel_timer(id);
  test.loop.close();
  std::future<bool> after = test.loop.post_cancel_timer(id);

  CHECK_FALSE(before.get());
  CHECK_FALSE(after.get());
  CHECK(test.loop.discarded().timers == 1);
}

TEST_CASE("a posted repeating timer keeps its id until it is cancelled", "[loop][timers][posted]") {
  TestLoop test;
  int runs = 0;
  TimerId id{};
  id = test.loop.post_repeating_timer(10ms, [&] {
    if (++runs == 3) CHECK(test.loop.cancel_timer(id));
  });

  test.loop.run_for(1s);

  CHECK(runs == 3);
  CHECK_FALSE(test.loop.cancel_timer(id));
}

TEST_CASE("a posted timer that began cannot be cancelled", "[loop][timers][posted]") {
  TestLoop test;
  TimerId id{};
  bool is_cancelled = true;
  id = test.loop.post_timer(0ns, [&] { is_cancelled = test.loop.cancel_timer(id); });

  test.loop.run_once();

  CHECK_FALSE(is_cancelled);
}

TEST_CASE("posted timers can be set anew and excluded from what keeps the loop alive",
          "[loop][timers][posted][alive]") {
  TestLoop test;
  const TimePoint begin = test.clock.now();
  const TimerId id = test.loop.post_timer(1ms, [&] { CHECK(test.clock.now() - begin == 5ms); });
  CHECK(test.loop.is_alive());

  CHECK(test.loop.unref(id));
  CHECK_FALSE(test.loop.is_alive());
  CHECK(test.loop.ref(id));
  CHECK(test.loop.rearm_timer(id, 5ms));
  CHECK(test.loop.run_while_alive());

  CHECK(test.clock.now() - begin == 5ms);
  CHECK_FALSE(test.loop.rearm_timer(id, 5ms));
}

TEST_CASE("a batch of timers is cancelled and counted", "[loop][timers]") {
  TestLoop test;
  std::vector<TimerId> ids{TimerId::none};
  for (int i = 0; i < 10; ++i) ids.push_back(test.loop.add_timer(1ms, test.note("own")));
  for (int i = 0; i < 10; ++i) ids.push_back(test.loop.post_timer(1ms, test.note("posted")));
  CHECK(test.loop.cancel_timer(ids[5]));

  CHECK(test.loop.cancel_timers(ids) == 19);
  CHECK(test.loop.cancel_timers(ids) == 0);
  CHECK(test.loop.run_while_alive());

  CHECK(test.log.empty());
}

TEST_CASE("ids of posted timers are never those of others, and none is used twice",
          "[loop][timers][posted]") {
  TestLoop test;
  std::vector<TimerId> ids;
  for (int round = 0; round < 100; ++round) {
    ids.push_back(test.loop.add_timer(0ns, [] {}));
    ids.push_back(test.loop.post_timer(0ns, [] {}));
    test.loop.run_once();
  }

  std::sort(ids.begin(), ids.end());

  CHECK(std::adjacent_find(ids.begin(), ids.end()) == ids.end());
}

TEST_CASE("posted timers that never ran are reported as discarded timers",
          "[loop][timers][posted]") {
  const auto capture = std::make_shared<int>(0);
  TestLoop test;
  test.loop.post_timer(1h, [capture] {});
  test.loop.run_for(0ns);                  // one is set
  test.loop.post_timer(1h, [capture] {});  // and one is not

  test.loop.close();

  CHECK(test.loop.discarded().timers == 2);
  CHECK(test.loop.discarded().tasks == 0);
  CHECK(capture.use_count() == 1);
  CHECK(test.loop.post_timer(1h, [capture] {}) == TimerId::none);
  CHECK(capture.use_count() == 1);
}

TEST_CASE("posting a timer with a negative delay is refused", "[loop][timers][posted][misuse]") {
  TestLoop test;

  CHECK_THROWS_AS(test.loop.post_timer(-1ns, [] {}), std::system_error);
  CHECK(test.loop.post_timer(Duration::max(), [] {}) != TimerId::none);
}

TEST_CASE("timers count from now also when nobody ran the loop for long", "[loop][timers]") {
  TestLoop test;
  test.loop.run_for(0ns);
  test.clock.advance(1h);
  const TimePoint begin = test.clock.now();

  test.loop.add_timer(10ms, test.note("timer"));
  test.loop.run_while_alive();

  CHECK(test.clock.now() - begin == 10ms);
}

TEST_CASE("many threads post and cancel timers while the loop runs",
          "[loop][timers][posted][threads]") {
  constexpr int thread_count = 3;
  constexpr int timers_per_thread = 500;
  Loop loop;
  std::atomic<int> ran{0};
  std::atomic<int> cancelled{0};
  std::thread runner([&] { loop.run(); });
  std::vector<std::thread> threads;
  for (int i = 0; i < thread_count; ++i) {
    threads.emplace_back([&] {
      for (int n = 0; n < timers_per_thread; ++n) {
        const TimerId id = loop.post_timer(n % 3 * 1us, [&] { ++ran; });
        if (n % 2 == 0 && loop.post_cancel_timer(id).get()) ++cancelled;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();

  loop.shutdown();
  runner.join();

  const auto discarded = static_cast<int>(loop.discarded().timers);
  CHECK(ran + cancelled + discarded == thread_count * timers_per_thread);
}

}  // namespace loop
