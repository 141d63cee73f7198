// SPDX-License-Identifier: MIT
//
// What allocates nothing in steady state. A program of its own, because it counts every call of
// operator new.
#include <array>
#include <catch2/catch.hpp>
#include <chrono>

#include "loop/tests/support/intercepted_calls.h"
#include "loop/tests/support/steady_allocations.h"
#include "loop/tests/support/test_loop.h"

namespace loop {

using namespace std::chrono_literals;

namespace {

/// A capture as large as fits.
struct Capture {
  std::array<char, inline_capture_size_bytes - sizeof(int*)> bytes{};
  int* runs;
  void operator()() const { ++*runs; }
};
static_assert(sizeof(Capture) == inline_capture_size_bytes);

constexpr int batch = 1000;

}  // namespace

TEST_CASE("the counter counts", "[loop][allocations]") {
  const std::size_t before = count_of(Call::allocation);
  Task too_large = [bytes = std::array<char, 49>{}] { static_cast<void>(bytes); };
  CHECK(count_of(Call::allocation) == before + 1);
}

TEST_CASE("posting from the loop's thread allocates nothing, measured or not",
          "[loop][allocations]") {
  TestLoop test(GENERATE(0U, 1U, 16U));
  int runs = 0;
  const Capture capture{.runs = &runs};

  CHECK(steady_allocations([&] {
          test.loop.post([&] {
            for (int i = 0; i < batch; ++i) test.loop.post(capture);
          });
          test.loop.run_once();
          test.loop.run_once();
        }) == 0);

  CHECK(runs == 3 * batch);
}

TEST_CASE("posting from another thread allocates nothing, measured or not", "[loop][allocations]") {
  TestLoop test(GENERATE(0U, 1U, 16U));
  int runs = 0;
  const Capture capture{.runs = &runs};

  // Not in run(): this thread is a stranger to the loop then.
  CHECK(steady_allocations([&] {
          for (int i = 0; i < batch; ++i) test.loop.post(capture);
          test.loop.run_once();
        }) == 0);

  CHECK(runs == 3 * batch);
}

TEST_CASE("a loop that does not measure allocates nothing for metrics", "[loop][allocations]") {
  const auto allocations_of = [](std::uint32_t measure_one_in) {
    FakeClock clock;
    LoopOptions options{.poller = std::make_unique<FakePoller>(clock),
                        .clock = &clock,
                        .measure_one_in = measure_one_in};
    const std::size_t before = count_of(Call::allocation);
    const Loop loop(std::move(options));
    static_cast<void>(loop.metrics());
    return count_of(Call::allocation) - before;
  };

  CHECK(allocations_of(0) == 0);
  CHECK(allocations_of(1) == 1);
}

TEST_CASE("microtasks, next-ticks and immediates allocate nothing", "[loop][allocations]") {
  TestLoop test;
  int runs = 0;
  const Capture capture{.runs = &runs};

  CHECK(steady_allocations([&] {
          for (int i = 0; i < batch; ++i) {
            test.loop.queue_microtask(capture);
            test.loop.next_tick(capture);
            test.loop.set_immediate(capture);
          }
          test.loop.run_once();
        }) == 0);

  CHECK(runs == 3 * 3 * batch);
}

TEST_CASE("setting, firing, repeating, re-arming and cancelling timers allocates nothing",
          "[loop][allocations]") {
  TestLoop test;
  int runs = 0;
  const Capture capture{.runs = &runs};
  std::array<TimerId, batch> ids{};

  CHECK(steady_allocations([&] {
          for (int i = 0; i < batch; ++i) {
            ids[static_cast<std::size_t>(i)] = test.loop.add_timer(i * 1ms, capture);
            test.loop.add_timer(i % 7 * 1ms, capture);
          }
          for (const TimerId id : ids) test.loop.rearm_timer(id, 20ms);
          for (const TimerId id : ids) test.loop.cancel_timer(id);
          test.clock.advance(10ms);
          test.loop.run_once();
          const TimerId repeating = test.loop.add_repeating_timer(1ms, [] {});
          for (int i = 0; i < 10; ++i) test.loop.run_once();
          test.loop.cancel_timer(repeating);
        }) == 0);

  CHECK(runs == 3 * batch);
}

TEST_CASE("setting and cancelling timers from another thread allocates nothing",
          "[loop][allocations]") {
  TestLoop test;
  int runs = 0;
  const Capture capture{.runs = &runs};
  std::array<TimerId, batch> ids{};
  test.poller->deadlines.reserve(3);

  CHECK(steady_allocations([&] {
          for (TimerId& id : ids) {
            id = test.loop.post_timer(1h, capture);
            test.loop.post_timer(0ns, capture);
          }
          test.loop.run_for(0ns);
          test.loop.cancel_timers(ids);
        }) == 0);

  CHECK(runs == 3 * batch);
}

}  // namespace loop
