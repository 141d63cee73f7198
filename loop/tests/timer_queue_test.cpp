// SPDX-License-Identifier: MIT
#include "loop/timer_queue.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <random>
#include <stdexcept>
#include <utility>
#include <vector>

namespace loop {

using namespace std::chrono_literals;

namespace {

constexpr TimePoint start{1s};

/// Runs what is due, as a turn of the loop does.
void run_due(TimerQueue& timers, TimePoint now) {
  timers.claim_due(now);
  while (timers.has_claimed()) timers.pop([](Task& task) { task(); });
}

/// The same promises with a sorted map: what the queue is compared with.
class TimerModel {
 public:
  std::uint64_t add(TimePoint deadline) {
    const std::uint64_t number = ++last_;
    timers_.emplace(std::pair{std::max(deadline, now_), number}, number);
    return number;
  }

  bool cancel(std::uint64_t number) {
    return std::erase_if(timers_, [&](const auto& timer) { return timer.second == number; }) != 0;
  }

  std::vector<std::uint64_t> run_due(TimePoint now) {
    now_ = now;
    std::vector<std::uint64_t> due;
    while (!timers_.empty() && timers_.begin()->first.first <= now) {
      due.push_back(timers_.begin()->second);
      timers_.erase(timers_.begin());
    }
    return due;
  }

  TimePoint next_deadline() const {
    return timers_.empty() ? TimePoint::max() : timers_.begin()->first.first;
  }

  std::size_t size() const { return timers_.size(); }

 private:
  std::map<std::pair<TimePoint, std::uint64_t>, std::uint64_t> timers_;
  TimePoint now_ = start;
  std::uint64_t last_ = 0;
};

/// Both, side by side, under random operations.
class Comparison {
 public:
  explicit Comparison(unsigned seed) : random_(seed) { run_due(queue_, now_); }

  void step() {
    switch (random_() % 4) {
      case 0:
      case 1:
        return add();
      case 2:
        return cancel();
      default:
        return advance();
    }
  }

 private:
  /// Delays of every magnitude from none to centuries, many of them equal.
  Duration random_delay() {
    const auto bits = random_() % 64;
    return bits == 0 ? 0ns : Duration{static_cast<std::int64_t>(random_() >> bits)};
  }

  void add() {
    const TimePoint deadline =
        std::min(TimerQueue::latest_deadline - now_, random_delay() / 2) + now_;
    const std::uint64_t number = model_.add(deadline);
    ids_[number] = queue_.add(deadline, [this, number] { ran_.push_back(number); });
  }

  void cancel() {
    if (ids_.empty()) return;
    const auto picked = std::next(ids_.begin(), static_cast<long>(random_() % ids_.size()));
    REQUIRE(queue_.cancel(picked->second) == model_.cancel(picked->first));
    ids_.erase(picked);
    is_exact_ = false;
  }

  void advance() {
    const TimePoint next = model_.next_deadline();
    REQUIRE(queue_.next_deadline() <= next);
    if (is_exact_) REQUIRE(queue_.next_deadline() == std::max(next, now_));
    const bool jump_to_next = random_() % 2 == 0 && next != TimePoint::max();
    const Duration step = std::min(random_delay() / 1024, TimerQueue::latest_deadline - now_);
    now_ = jump_to_next ? std::max(next, now_) : now_ + step;
    ran_.clear();
    run_due(queue_, now_);
    REQUIRE(ran_ == model_.run_due(now_));
    REQUIRE(queue_.size() == model_.size());
    if (queue_.empty()) is_exact_ = true;
  }

  std::mt19937_64 random_;
  TimePoint now_ = start;
  TimerQueue queue_;
  TimerModel model_;
  std::map<std::uint64_t, TimerId> ids_;
  std::vector<std::uint64_t> ran_;
  bool is_exact_ = true;  // a cancelled timer may leave a deadline that is too early
};

}  // namespace

TEST_CASE("the queue behaves as a sorted map", "[loop][timers][property]") {
  const unsigned seed = GENERATE(range(0U, 200U));
  CAPTURE(seed);
  Comparison comparison(seed);

  for (int i = 0; i < 500; ++i) comparison.step();
}

TEST_CASE("timers with equal deadlines run in the order they were added, however far away",
          "[loop][timers]") {
  TimerQueue timers;
  std::vector<int> order;
  const TimePoint deadline = start + 1h;
  for (int i = 0; i < 100; ++i) {
    run_due(timers, start + i * 36s);  // the later ones are added from ever nearer
    timers.add(deadline, [&order, i] { order.push_back(i); });
  }

  run_due(timers, deadline);

  CHECK(order.size() == 100);
  CHECK(std::is_sorted(order.begin(), order.end()));
}

TEST_CASE("a timer is due at its nanosecond and not before", "[loop][timers]") {
  TimerQueue timers;
  int runs = 0;
  timers.add(start + 1234567891ns, [&] { ++runs; });

  run_due(timers, start + 1234567890ns);
  CHECK(runs == 0);
  run_due(timers, start + 1234567891ns);

  CHECK(runs == 1);
}

TEST_CASE("a cancelled timer never runs, and cancelling it again is false", "[loop][timers]") {
  TimerQueue timers;
  int runs = 0;
  const TimerId id = timers.add(start, [&] { ++runs; });

  CHECK(timers.cancel(id));
  CHECK_FALSE(timers.cancel(id));
  run_due(timers, start + 1h);

  CHECK(runs == 0);
  CHECK(timers.empty());
  CHECK(timers.next_deadline() == TimePoint::max());
}

TEST_CASE("a timer can cancel another that is due in the same turn", "[loop][timers]") {
  TimerQueue timers;
  int runs = 0;
  TimerId second{};
  timers.add(start, [&] { CHECK(timers.cancel(second)); });
  second = timers.add(start, [&] { ++runs; });

  run_due(timers, start);

  CHECK(runs == 0);
}

TEST_CASE("a timer cannot cancel itself while it runs", "[loop][timers]") {
  TimerQueue timers;
  TimerId id{};
  bool is_cancelled = true;
  id = timers.add(start, [&] { is_cancelled = timers.cancel(id); });

  run_due(timers, start);

  CHECK_FALSE(is_cancelled);
}

TEST_CASE("cancelling destroys the captures at once", "[loop][timers]") {
  TimerQueue timers;
  const auto capture = std::make_shared<int>(0);
  const TimerId id = timers.add(start + 1h, [capture] {});

  timers.cancel(id);

  CHECK(capture.use_count() == 1);
}

TEST_CASE("an id is never used twice, though its place is", "[loop][timers]") {
  TimerQueue timers;
  std::vector<TimerId> ids;
  for (int i = 0; i < 1000; ++i) {
    ids.push_back(timers.add(start, [] {}));
    timers.cancel(ids.back());
  }

  std::sort(ids.begin(), ids.end());
  CHECK(std::adjacent_find(ids.begin(), ids.end()) == ids.end());
  CHECK(ids.front() != TimerId::none);
}

TEST_CASE("a timer that throws is gone, and the others stay in order", "[loop][timers]") {
  TimerQueue timers;
  std::vector<int> order;
  timers.add(start, [] { throw std::runtime_error("first"); });
  timers.add(start, [&] { order.push_back(2); });
  timers.add(start, [&] { order.push_back(3); });

  CHECK_THROWS_AS(run_due(timers, start), std::runtime_error);
  timers.add(start, [&] { order.push_back(4); });
  run_due(timers, start);

  CHECK(order == std::vector{2, 3, 4});
}

TEST_CASE("timers that advance_to() finds due still run in order, before those added later",
          "[loop][timers]") {
  TimerQueue timers;
  std::vector<int> order;
  timers.add(start + 2ms, [&] { order.push_back(2); });
  timers.add(start + 1ms, [&] { order.push_back(1); });

  timers.advance_to(start + 5ms);
  timers.add(start + 3ms, [&] { order.push_back(3); });  // counts as 5 ms: that is over
  CHECK(order.empty());
  run_due(timers, start + 5ms);

  CHECK(order == std::vector{1, 2, 3});
}

TEST_CASE("a repeating timer comes back at multiples of its interval, however late it runs",
          "[loop][timers]") {
  TimerQueue timers;
  std::vector<TimePoint> times;
  TimePoint now = start;
  timers.add_repeating(start + 10ms, 10ms, [&] { times.push_back(now); });

  for (; now <= start + 35ms; now += 3ms) run_due(timers, now);
  now = start + 57ms;  // what was missed is not made up for
  run_due(timers, now);

  CHECK(times == std::vector{start + 12ms, start + 21ms, start + 30ms, start + 57ms});
  CHECK(timers.next_deadline() == start + 60ms);
}

TEST_CASE("a repeating timer that runs exactly one interval late skips one", "[loop][timers]") {
  TimerQueue timers;
  int runs = 0;
  timers.add_repeating(start + 10ms, 10ms, [&] { ++runs; });

  run_due(timers, start + 20ms);

  CHECK(runs == 1);
  CHECK(timers.next_deadline() == start + 30ms);
}

TEST_CASE("a repeating timer can cancel itself, and its captures outlive the call",
          "[loop][timers]") {
  TimerQueue timers;
  const auto capture = std::make_shared<int>(0);
  TimerId id{};
  id = timers.add_repeating(start, 0ms, [&timers, &id, capture] {
    CHECK(timers.cancel(id));
    CHECK_FALSE(timers.cancel(id));
    ++*capture;
  });

  run_due(timers, start);
  run_due(timers, start + 1h);

  CHECK(*capture == 1);
  CHECK(capture.use_count() == 1);
  CHECK(timers.empty());
}

TEST_CASE("a repeating timer is cancelled between two runs under the id it began with",
          "[loop][timers]") {
  TimerQueue timers;
  int runs = 0;
  const TimerId id = timers.add_repeating(start, 1ms, [&] { ++runs; });
  for (int turn = 0; turn < 3; ++turn) run_due(timers, start + turn * 1ms);

  CHECK(timers.cancel(id));
  run_due(timers, start + 1h);

  CHECK(runs == 3);
}

TEST_CASE("a repeating timer that throws comes back", "[loop][timers]") {
  TimerQueue timers;
  int runs = 0;
  timers.add_repeating(start, 1ms, [&] {
    if (++runs == 1) throw std::runtime_error("first");
  });

  CHECK_THROWS_AS(run_due(timers, start), std::runtime_error);
  run_due(timers, start + 1ms);

  CHECK(runs == 2);
}

TEST_CASE("a repeating timer without interval runs once per turn", "[loop][timers]") {
  TimerQueue timers;
  int runs = 0;
  timers.add_repeating(start, 0ns, [&] { ++runs; });

  for (int turn = 0; turn < 5; ++turn) run_due(timers, start);

  CHECK(runs == 5);
}

TEST_CASE("clear() destroys all timers and counts them", "[loop][timers]") {
  TimerQueue timers;
  const auto capture = std::make_shared<int>(0);
  for (int i = 0; i < 100; ++i) timers.add(start + i * 1h, [capture] {});
  timers.add_repeating(start + 1h, 1h, [capture] {});

  CHECK(timers.clear() == 101);

  CHECK(capture.use_count() == 1);
  CHECK(timers.empty());
}

}  // namespace loop
