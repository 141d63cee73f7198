// SPDX-License-Identifier: MIT
#include "loop/tests/support/timer_comparison.h"

#include <algorithm>
#include <cstddef>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "loop/tests/support/timer_model.h"
#include "loop/timer_queue.h"

namespace loop {
namespace {

template <typename Value>
void require_equal(const char* what, const Value& of_queue, const Value& of_model) {
  if (of_queue == of_model) return;
  throw std::logic_error(std::string(what) + ": the queue says " + std::to_string(of_queue) +
                         ", the model " + std::to_string(of_model));
}

std::int64_t nanoseconds_of(TimePoint time) {
  return time.time_since_epoch().count();
}

/// Bytes as choices; zeros when they are used up.
class Choices {
 public:
  explicit Choices(std::span<const std::uint8_t> bytes) : bytes_(bytes) {}

  bool empty() const { return bytes_.empty(); }

  std::uint8_t byte() {
    if (bytes_.empty()) return 0;
    const std::uint8_t first = bytes_.front();
    bytes_ = bytes_.subspan(1);
    return first;
  }

  /// Of every magnitude below 2^bits, small ones as often as large ones.
  Duration duration(unsigned bits) {
    const unsigned magnitude = byte() % (bits + 1);
    std::uint64_t value = 0;
    for (unsigned read = 0; read < magnitude; read += 8) value = value << 8 | byte();
    return Duration{static_cast<std::int64_t>(value & ((std::uint64_t{1} << magnitude) - 1))};
  }

 private:
  std::span<const std::uint8_t> bytes_;
};

class Comparison {
 public:
  explicit Comparison(std::span<const std::uint8_t> bytes) : choices_(bytes) {
    advance(Duration(1'000'000));
  }

  void run() {
    while (!choices_.empty()) {
      step();
      require_equal_state();
    }
    clear();
    require_equal_state();
  }

 private:
  static constexpr unsigned longest_delay_bits = 61;
  static constexpr unsigned longest_step_bits = 45;

  void step() {
    switch (choices_.byte() % 16) {
      case 0:
        return queue_.claim_due(now_), model_.claim_due();
      case 1:
      case 2:
      case 3:
        return pop();
      case 4:
        return jump_to_next();
      case 5:
        return choices_.byte() == 0 ? clear() : jump_to_next();
      case 6:
        return advance(choices_.duration(longest_step_bits));
      default:
        return step_anywhere();
    }
  }

  /// What a callback may do as well.
  void step_anywhere() {
    switch (choices_.byte() % 7) {
      case 0:
      case 1:
      case 2:
        return add(std::nullopt);
      case 3:
        return add(choices_.duration(longest_delay_bits));
      case 4:
        return cancel();
      case 5:
        return rearm();
      default:
        return set_referenced();
    }
  }

  /// At times before now.
  TimePoint deadline() {
    const Duration delay = choices_.duration(longest_delay_bits);
    if (choices_.byte() % 16 == 0) return std::max(TimePoint{}, now_ - delay);
    return now_ + std::min(delay, TimerQueue::latest_deadline + Duration(1) - now_);
  }

  void add(std::optional<Duration> interval) {
    const TimePoint first = deadline();
    const std::uint64_t number = model_.add(first, interval);
    Task task = [this, number, capture = capture_] { ran_ = number; };
    ids_.push_back(interval ? queue_.add_repeating(first, *interval, std::move(task))
                            : queue_.add(first, std::move(task)));
    require_equal("ids", static_cast<std::uint64_t>(ids_.size()), number);
  }

  /// The number of some timer that there was, or 0.
  std::uint64_t pick() { return ids_.empty() ? 0 : ids_.size() - choices_.byte() % ids_.size(); }

  TimerId id_of(std::uint64_t number) const {
    return number == 0 ? TimerId::none : ids_[number - 1];
  }

  void cancel() {
    const std::uint64_t number = pick();
    require_equal("cancel", queue_.cancel(id_of(number)), model_.cancel(number));
    is_exact_ = false;
  }

  void rearm() {
    const std::uint64_t number = pick();
    const TimePoint to = deadline();
    require_equal("rearm", queue_.rearm(id_of(number), to), model_.rearm(number, to));
    is_exact_ = false;
  }

  void set_referenced() {
    const std::uint64_t number = pick();
    const bool is_referenced = choices_.byte() % 2 != 0;
    require_equal("set_referenced", queue_.set_referenced(id_of(number), is_referenced),
                  model_.set_referenced(number, is_referenced));
  }

  void advance(Duration step) { advance_to(now_ + step); }

  void jump_to_next() {
    const TimePoint next = model_.next_deadline();
    if (next != TimePoint::max()) advance_to(next);
  }

  void advance_to(TimePoint time) {
    now_ = std::min(time, TimerQueue::latest_deadline);
    queue_.advance_to(now_);
    model_.advance_to(now_);
  }

  void pop() {
    if (!model_.has_claimed()) return;
    const std::uint64_t expected = model_.begin();
    queue_.pop([&](Task& task) {
      is_running_ = true;
      task();
      require_equal("ran", ran_, expected);
      for (int steps = choices_.byte() % 4; steps != 0; --steps) {
        step_anywhere();
        require_equal_state();
      }
      is_running_ = false;
    });
    model_.end();
  }

  void clear() { require_equal("clear", queue_.clear(), model_.clear()); }

  void require_equal_state() {
    require_equal("size", queue_.size(), model_.size());
    require_equal("empty", queue_.empty(), model_.size() == 0);
    require_equal("has_claimed", queue_.has_claimed(), model_.has_claimed());
    require_equal("has_referenced", queue_.has_referenced(), model_.has_referenced());
    const auto tasks = static_cast<std::size_t>(capture_.use_count() - 1);
    const bool is_one_more_running = is_running_ && !model_.counts_running();
    require_equal("tasks kept", tasks, model_.size() + (is_one_more_running ? 1 : 0));
    require_equal_deadline();
  }

  /// Cancelling may leave a deadline that is too early, but never one that is past.
  void require_equal_deadline() {
    if (queue_.empty()) is_exact_ = true;
    const TimePoint of_queue = queue_.next_deadline();
    const TimePoint of_model = model_.next_deadline();
    if (!is_exact_ && of_queue >= now_ && of_queue <= of_model) return;
    require_equal("next_deadline", nanoseconds_of(of_queue), nanoseconds_of(of_model));
  }

  Choices choices_;
  TimePoint now_{};
  std::shared_ptr<int> capture_ = std::make_shared<int>();
  TimerQueue queue_;
  TimerModel model_;
  std::vector<TimerId> ids_;  // of the timers from number 1 on
  std::uint64_t ran_ = 0;
  bool is_running_ = false;
  bool is_exact_ = true;
};

}  // namespace

void compare_timers_with_model(std::span<const std::uint8_t> bytes) {
  Comparison(bytes).run();
}

}  // namespace loop
