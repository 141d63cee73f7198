// SPDX-License-Identifier: MIT
//
// What the loop asks of the operating system, counted on the real poller. No count depends on
// time: what other threads do, they do at the moment when the loop would begin to wait.
#include <unistd.h>

#include <array>
#include <catch2/catch.hpp>
#include <cerrno>
#include <chrono>
#include <functional>
#include <utility>
#include <vector>

#include "loop/loop.h"
#include "loop/tests/support/intercepted_calls.h"
#include "loop/tests/support/other_thread.h"

namespace loop {

using namespace std::chrono_literals;

namespace {

/// What happens once, when the loop first waits; later waits just wait.
class AtFirstWait {
 public:
  template <typename Action>
  explicit AtFirstWait(Action action) {
    on_wait = [this, action = std::move(action)](Duration longest) {
      if (waits_++ == 0) action(longest);
    };
  }
  AtFirstWait(const AtFirstWait&) = delete;
  AtFirstWait& operator=(const AtFirstWait&) = delete;
  ~AtFirstWait() { on_wait.reset(); }

  int waits() const noexcept { return waits_; }

 private:
  int waits_ = 0;
};

/// A time that stands still, and counts who asks.
class CountingClock final : public Clock {
 public:
  TimePoint now() const noexcept override {
    ++asked;
    return TimePoint{1s};
  }

  mutable int asked = 0;
};

/// A pipe that nobody writes to.
struct SilentPipe {
  SilentPipe() { REQUIRE(::pipe(ends.data()) == 0); }
  SilentPipe(const SilentPipe&) = delete;
  SilentPipe& operator=(const SilentPipe&) = delete;
  ~SilentPipe() {
    for (const int end : ends) ::close(end);
  }

  std::array<int, 2> ends{};
};

}  // namespace

TEST_CASE("an idle loop waits once, for ever, and does nothing else", "[loop][system-calls]") {
  Loop loop;
  OtherThread other;
  std::size_t calls_before_end = 0;
  Duration longest_wait{};
  const std::size_t before = system_call_count();
  const AtFirstWait wait([&](Duration longest) {
    longest_wait = longest;
    calls_before_end = system_call_count() - before;
    other.run([&] { loop.shutdown(); });
  });

  loop.run();

  CHECK(longest_wait == Duration::max());
  CHECK(calls_before_end == 1);
  CHECK(wait.waits() == 1);
}

TEST_CASE("a loop with a timer waits once, until its deadline", "[loop][system-calls]") {
  const CountingClock clock;
  Loop loop(LoopOptions{.poller = nullptr, .clock = &clock});
  OtherThread other;
  Duration longest_wait{};
  // The poller asks the machine's clock how long it is until then.
  const TimePoint deadline = SteadyClock().now() + 1h;
  loop.add_timer(deadline - clock.now(), [] {});
  const std::size_t before = system_call_count();
  const AtFirstWait wait([&](Duration longest) {
    longest_wait = longest;
    other.run([&] { loop.shutdown(); });
  });

  loop.run();

  CHECK(longest_wait > Duration::zero());
  CHECK(longest_wait <= 1h);
  CHECK(wait.waits() == 1);
  CHECK(system_call_count() - before == 2);  // the wait, and what ended it
}

TEST_CASE("a burst of posts to a sleeping loop costs one write", "[loop][system-calls]") {
  Loop loop;
  OtherThread other;
  int runs = 0;
  const std::size_t before = system_call_count();
  const std::size_t writes_before = count_of(Call::write);
  const AtFirstWait wait([&](Duration) {
    other.run([&] {
      for (int i = 0; i < 100; ++i) loop.post([&] { ++runs; });
      loop.post([&] { loop.shutdown(); });
    });
  });

  loop.run();

  CHECK(runs == 100);
  CHECK(count_of(Call::write) - writes_before == 1);
  CHECK(system_call_count() - before == 2);
}

TEST_CASE("posts to a loop that is awake cost nothing", "[loop][system-calls]") {
  Loop loop;
  OtherThread other;
  int runs = 0;
  const std::size_t before = system_call_count();
  loop.post([&] {
    other.run([&] {
      for (int i = 0; i < 100; ++i) loop.post([&] { ++runs; });
      loop.post([&] { loop.shutdown(); });
    });
  });

  loop.run();

  CHECK(runs == 100);
  CHECK(system_call_count() == before);
}

TEST_CASE("a task that posts itself costs no call, and a poll in 64 turns if somebody watches",
          "[loop][system-calls]") {
  constexpr int turns = 1000;
  const bool is_watching = GENERATE(false, true);
  CAPTURE(is_watching);
  const CountingClock clock;
  Loop loop(LoopOptions{.poller = nullptr, .clock = &clock});
  const SilentPipe pipe;
  if (is_watching) loop.watch(pipe.ends[0], Readiness::read, [](Readiness) {});
  int left = turns;
  int looks = 0;
  const std::function<void()> again = [&] {
    if (--left > 0) {
      loop.post([&] { again(); });
    } else {
      looks = clock.asked;  // to stop asks the clock as well
      loop.shutdown();
    }
  };
  loop.post([&] { again(); });
  const std::size_t before = system_call_count();
  const std::size_t polls_before = count_of(Call::epoll_wait);
  clock.asked = 0;

  loop.run();

  // Once at first, while the pace is not known; and the clock is looked at every eighth turn, too.
  constexpr int most_polls = 2 + turns / 64;
  CHECK(left == 0);
  CHECK(looks <= turns / 8 + most_polls);
  if (is_watching) {
    CHECK(count_of(Call::epoll_wait) - polls_before <= most_polls);
    CHECK(count_of(Call::epoll_wait) > polls_before);
  } else {
    CHECK(system_call_count() == before);
  }
}

TEST_CASE("setting and cancelling timers costs no call, and one look at the clock",
          "[loop][system-calls]") {
  const CountingClock clock;
  Loop loop(LoopOptions{.poller = nullptr, .clock = &clock});
  std::vector<TimerId> ids;
  const std::size_t before = system_call_count();
  loop.post([&] {
    for (int i = 0; i < 1000; ++i) ids.push_back(loop.add_timer(i * 1ms, [] {}));
    for (const TimerId id : ids) loop.cancel_timer(id);
    CHECK(clock.asked == 1);
    CHECK(system_call_count() == before);
  });

  loop.run_once();

  CHECK(ids.size() == 1000);
}

TEST_CASE("every descriptor is closed once, though closing is interrupted",
          "[loop][system-calls]") {
  const auto closes_of_a_loop = [] {
    const std::size_t before = count_of(Call::close);
    { const Loop loop; }
    return count_of(Call::close) - before;
  };
  const std::size_t uninterrupted = closes_of_a_loop();
  const Fault fault(Call::close, 1, EINTR);

  CHECK(closes_of_a_loop() == uninterrupted);

  CHECK(fault.has_struck());
}

}  // namespace loop
