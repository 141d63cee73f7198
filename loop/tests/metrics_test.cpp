// SPDX-License-Identifier: MIT
#include "loop/metrics.h"

#include <catch2/catch.hpp>
#include <chrono>
#include <memory>
#include <stdexcept>
#include <thread>

#include "loop/loop.h"
#include "loop/tests/support/test_loop.h"

namespace loop {

using namespace std::chrono_literals;

namespace {

/// A loop that measures every callback.
struct MeasuredLoop : TestLoop {
  MeasuredLoop() : TestLoop(1) {}

  /// A callback that takes this long.
  Task takes(Duration duration) {
    return [this, duration] { clock.advance(duration); };
  }
};

/// Every reading takes a microsecond.
class SlowClock final : public Clock {
 public:
  TimePoint now() const noexcept override { return now_ += 1us; }

 private:
  mutable TimePoint now_{1s};
};

/// Whether `reported` is what a histogram may say of `exact`.
bool is_close(Duration reported, Duration exact) {
  return reported >= exact && reported - exact <= exact / 16;
}

}  // namespace

TEST_CASE("a loop that does not measure reports nothing", "[loop][metrics]") {
  TestLoop test;
  test.loop.post(test.note("a task"));
  test.loop.run_once();

  const MetricsSnapshot metrics = test.loop.metrics();
  CHECK(test.log.size() == 1);
  CHECK(metrics.callbacks == 0);
  CHECK(metrics.tasks == 0);
  CHECK(metrics.tasks_per_second == 0);
  CHECK(metrics.queue_wait.count == 0);
  CHECK(metrics.execution.count == 0);
  CHECK(metrics.most_tasks_queued == 0);
}

TEST_CASE("a task's wait begins with its post and ends where its execution begins",
          "[loop][metrics]") {
  MeasuredLoop test;
  test.loop.post(test.takes(300us));
  test.clock.advance(40us);
  test.loop.post_internal(test.takes(2us));
  test.clock.advance(10us);
  test.loop.run_once();

  const MetricsSnapshot metrics = test.loop.metrics();
  CHECK(metrics.queue_wait.count == 2);
  CHECK(is_close(metrics.queue_wait.p50, 10us));  // the priority lane's, which ran first
  CHECK(metrics.queue_wait.max == 52us);
  CHECK(metrics.execution.count == 2);
  CHECK(is_close(metrics.execution.p50, 2us));
  CHECK(metrics.execution.max == 300us);
}

TEST_CASE("quantiles are those of all measured tasks", "[loop][metrics]") {
  MeasuredLoop test;
  for (int i = 1; i <= 1000; ++i) test.loop.post(test.takes(i * 1us));
  test.loop.run_once();

  const Quantiles execution = test.loop.metrics().execution;
  CHECK(execution.count == 1000);
  CHECK(is_close(execution.p50, 500us));
  CHECK(is_close(execution.p90, 900us));
  CHECK(is_close(execution.p99, 990us));
  CHECK(execution.max == 1000us);
  // Task i waits for all before it: 0 + 1 + ... + (i - 1) microseconds.
  const Quantiles wait = test.loop.metrics().queue_wait;
  CHECK(is_close(wait.p50, 499 * 500 / 2 * 1us));
  CHECK(is_close(wait.p99, 989 * 990 / 2 * 1us));
  CHECK(wait.max == 999 * 1000 / 2 * 1us);
}

TEST_CASE("a task that posts waits from its post on the loop's thread", "[loop][metrics]") {
  MeasuredLoop test;
  test.loop.post([&] {
    test.clock.advance(1us);
    test.loop.post(test.takes(1us));
    test.clock.advance(5us);
  });
  test.loop.run_once();
  test.loop.run_once();

  CHECK(test.loop.metrics().queue_wait.max == 5us);
}

TEST_CASE("callbacks of every kind are counted and measured, and tasks apart", "[loop][metrics]") {
  MeasuredLoop test;
  constexpr int descriptor = 7;
  test.loop.watch(descriptor, Readiness::read, [&](Readiness) { test.clock.advance(7us); });
  test.poller->make_ready(descriptor, Readiness::read);
  test.loop.post(test.takes(1us));
  test.loop.post_internal([&] {
    test.loop.queue_microtask(test.takes(2us));
    test.loop.next_tick(test.takes(3us));
  });
  test.loop.set_immediate(test.takes(4us));
  test.loop.add_close_callback(test.takes(5us));
  test.loop.add_timer(0s, test.takes(6us));
  test.loop.run_once();

  const MetricsSnapshot metrics = test.loop.metrics();
  CHECK(metrics.tasks == 2);
  CHECK(metrics.microtasks == 2);
  CHECK(metrics.callbacks == 8);
  CHECK(metrics.queue_wait.count == 2);
  CHECK(metrics.execution.count == 8);
  CHECK(metrics.execution.max == 7us);
}

TEST_CASE("depths are what waits when the loop leaves run", "[loop][metrics]") {
  MeasuredLoop test;
  test.loop.add_timer(1h, [] {});
  test.loop.add_timer(2h, [] {});
  test.loop.add_timer(3h, [] {});
  test.loop.watch(7, Readiness::read, [](Readiness) {});
  test.loop.post([&] {
    for (int i = 0; i < 4; ++i) test.loop.post([] {});
    for (int i = 0; i < 5; ++i) test.loop.post_internal([] {});
  });
  test.loop.set_immediate([&] {
    for (int i = 0; i < 6; ++i) test.loop.set_immediate([] {});
  });
  test.loop.add_close_callback([&] {
    for (int i = 0; i < 7; ++i) test.loop.add_close_callback([] {});
  });
  test.loop.run_once();

  const Depths depths = test.loop.metrics().depths;
  CHECK(depths.tasks == 9);
  CHECK(depths.microtasks == 0);
  CHECK(depths.immediates == 6);
  CHECK(depths.close_callbacks == 7);
  CHECK(depths.timers == 3);
  CHECK(depths.watches == 1);
}

TEST_CASE("what an exception leaves behind is in the depths", "[loop][metrics]") {
  MeasuredLoop test;
  test.loop.post([&] {
    test.loop.queue_microtask([] {});
    test.loop.next_tick([] {});
    throw std::runtime_error("a task fails");
  });
  test.loop.post([] {});
  test.loop.post([] {});
  CHECK_THROWS_AS(test.loop.run_once(), std::runtime_error);

  CHECK(test.loop.metrics().depths.microtasks == 2);
  CHECK(test.loop.metrics().depths.tasks == 2);
  CHECK(test.loop.metrics().tasks == 1);

  test.loop.set_immediate([] {});
  test.loop.run_once();
  CHECK(test.loop.metrics().tasks == 3);
  CHECK(test.loop.metrics().callbacks == 6);
}

TEST_CASE("depths are seen while the loop sleeps", "[loop][metrics]") {
  MeasuredLoop test;
  Depths asleep;
  test.poller->on_wait = [&] { asleep = test.loop.metrics().depths; };
  test.loop.add_timer(1ms, [] {});
  test.loop.run_once();

  CHECK(asleep.timers == 1);
  CHECK(asleep.tasks == 0);
  CHECK(test.loop.metrics().depths.timers == 1);
}

TEST_CASE("tasks that nobody claimed yet are in the depths", "[loop][metrics]") {
  MeasuredLoop test;
  test.loop.set_immediate([&] {
    std::thread stranger([&] {
      for (int i = 0; i < 3; ++i) test.loop.post([] {});
      for (int i = 0; i < 2; ++i) test.loop.post_internal([] {});
    });
    stranger.join();
  });
  test.loop.run_once();

  CHECK(test.loop.metrics().depths.tasks == 5);
  CHECK(test.loop.metrics().tasks == 0);
}

TEST_CASE("the longest backlog of a lane is remembered", "[loop][metrics]") {
  MeasuredLoop test;
  for (int i = 0; i < 3; ++i) test.loop.post([] {});
  test.loop.run_once();
  CHECK(test.loop.metrics().most_tasks_queued == 3);

  test.loop.post([&] {
    for (int i = 0; i < 5; ++i) test.loop.post_internal([] {});
  });
  test.loop.run_once();
  CHECK(test.loop.metrics().most_tasks_queued == 3);
  test.loop.run_once();
  CHECK(test.loop.metrics().most_tasks_queued == 5);

  test.loop.post([] {});
  test.loop.run_once();
  CHECK(test.loop.metrics().most_tasks_queued == 5);
  CHECK(test.loop.metrics().depths.tasks == 0);
}

TEST_CASE("the rate counts tasks of both lanes and nothing else", "[loop][metrics]") {
  MeasuredLoop test;
  for (int i = 0; i < 30; ++i) test.loop.post([] {});
  for (int i = 0; i < 20; ++i) test.loop.post_internal([&] { test.loop.queue_microtask([] {}); });
  test.loop.set_immediate([] {});
  test.loop.run_once();
  test.clock.advance(5s);

  CHECK(test.loop.metrics().tasks_per_second == Approx(10));
  CHECK(test.loop.metrics().microtasks == 20);
}

TEST_CASE("the rate falls while the loop does nothing", "[loop][metrics]") {
  TestLoop test(GENERATE(1U, 1'000'000U));
  test.loop.post([] {});
  test.loop.run_once();
  CHECK(test.loop.metrics().tasks_per_second == Approx(10));
  test.clock.advance(2s);
  CHECK(test.loop.metrics().tasks_per_second == Approx(0.5));
  test.clock.advance(1h);
  CHECK(test.loop.metrics().tasks_per_second == 0);
  test.loop.post([] {});
  test.loop.run_once();
  CHECK(test.loop.metrics().tasks_per_second == Approx(1 / 9.9).epsilon(0.02));
}

TEST_CASE("what measuring takes is in no result", "[loop][metrics]") {
  // The clock is read when the task is posted, when it begins and when it ends.
  const SlowClock slow_clock;
  FakeClock clock;
  Loop loop(LoopOptions{
      .poller = std::make_unique<FakePoller>(clock), .clock = &slow_clock, .measure_one_in = 1});
  for (int i = 0; i < 10; ++i) loop.post([] {});
  loop.run_once();

  CHECK(loop.metrics().execution.count == 10);
  CHECK(loop.metrics().execution.max == 1us);
}

TEST_CASE("a callback that throws is measured, its handler is not", "[loop][metrics]") {
  MeasuredLoop test;
  test.loop.set_exception_handler([&](std::exception_ptr) { test.clock.advance(1s); });
  test.loop.post([&] {
    test.clock.advance(3us);
    throw std::runtime_error("a task fails");
  });
  test.loop.run_once();

  CHECK(test.loop.metrics().queue_wait.count == 1);
  CHECK(test.loop.metrics().execution.count == 1);
  CHECK(test.loop.metrics().execution.max == 3us);
}

TEST_CASE("one callback in N is measured and every one counted", "[loop][metrics]") {
  TestLoop test(16);
  int runs = 0;
  for (int i = 0; i < 16'000; ++i) test.loop.post([&] { ++runs; });
  test.loop.run_once();

  const MetricsSnapshot metrics = test.loop.metrics();
  CHECK(runs == 16'000);
  CHECK(metrics.tasks == 16'000);
  CHECK(metrics.queue_wait.count == Approx(1000).epsilon(0.15));
  CHECK(metrics.execution.count == Approx(1000).epsilon(0.15));
}

TEST_CASE("a measured task that is discarded is one task, and its captures are destroyed",
          "[loop][metrics]") {
  MeasuredLoop test;
  const auto capture = std::make_shared<int>();
  for (int i = 0; i < 3; ++i) test.loop.post([capture] {});
  test.loop.post_internal([&] { test.loop.close(); });
  test.loop.run();

  CHECK(test.loop.discarded().tasks == 3);
  CHECK(test.loop.metrics().tasks == 1);
  CHECK(test.loop.metrics().queue_wait.count == 1);
  CHECK(test.loop.metrics().depths.tasks == 0);
  CHECK(capture.use_count() == 1);
  CHECK_FALSE(test.loop.post([capture] {}));
  CHECK(capture.use_count() == 1);
}

TEST_CASE("a measured task's captures are destroyed on the way out as any other's",
          "[loop][metrics]") {
  MeasuredLoop test;
  test.loop.post([&, ended = at_end([&] { test.loop.queue_microtask(test.note("microtask")); })] {
    test.log.push_back("task");
  });
  test.loop.post(test.note("next task"));
  test.loop.run_once();

  CHECK(test.log == std::vector<std::string>{"task", "microtask", "next task"});
}

}  // namespace loop
