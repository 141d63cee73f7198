// SPDX-License-Identifier: MIT
//
// What becomes of every callback of one run, and whether that is what the loop promises.
#pragma once

#include <array>
#include <cstddef>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "loop/clock.h"
#include "loop/loop.h"

namespace loop {

enum class Kind {
  task,
  internal_task,
  next_tick,
  microtask,
  immediate,
  close_callback,
  timer,
  repeating_timer,
  work,
};

inline constexpr std::size_t kind_count = 9;

constexpr bool is_timer(Kind kind) noexcept {
  return kind == Kind::timer || kind == Kind::repeating_timer;
}

/// One thread at a time, which the scheduler sees to. Keeps the first promise that was broken.
class Ledger {
 public:
  using Number = std::size_t;

  /// Who queues: callbacks of one kind and origin keep their order. One for the loop's thread
  /// inside run(), and one for each thread elsewhere.
  using Origin = std::size_t;

  Number open(Kind kind, Origin origin);
  void accept(Number number) { entries_[number].is_accepted = true; }
  void set_deadline(Number number, TimePoint deadline) { entries_[number].deadline = deadline; }
  void cancel(Number number) { entries_[number].is_cancelled = true; }
  void run(Number number, TimePoint now);
  void destroy(Number number);

  /// A thread has been told that the loop is terminated.
  void end() noexcept { has_ended_ = true; }

  /// Whether something that could have run at once has not.
  bool has_waiting() const;

  /// When the soonest of the timers that happen once is due; TimePoint::max() without any.
  TimePoint soonest_timer() const;

  void fail(std::string promise) {
    if (broken_.empty()) broken_ = std::move(promise);
  }

  /// Looks at everything, after the end.
  /// Of the tasks that the loop discards, up to so many may be unknown here.
  void allow_unknown_tasks(std::size_t count) noexcept { unknown_tasks_ = count; }

  void audit(const Discarded& discarded, bool may_discard);

  /// What was broken; empty: nothing.
  const std::string& broken() const noexcept { return broken_; }

 private:
  struct Entry {
    Kind kind;
    Origin origin;
    TimePoint deadline{};
    unsigned runs = 0;
    unsigned destroyed = 0;
    bool is_accepted = false;
    bool is_cancelled = false;
  };

  void audit(const Entry& entry);
  void audit_discarded(const Discarded& discarded, bool may_discard);

  std::vector<Entry> entries_;
  std::map<std::pair<Kind, Origin>, Number> last_run_;
  std::array<std::size_t, kind_count> not_run_{};  // accepted and neither begun nor cancelled
  std::size_t unknown_tasks_ = 0;
  std::string broken_;
  bool has_ended_ = false;
};

/// A capture that tells the ledger when it is destroyed.
class Entered {
 public:
  Entered(Ledger& ledger, Ledger::Number number) noexcept : ledger_(&ledger), number_(number) {}
  Entered(Entered&& other) noexcept
      : ledger_(std::exchange(other.ledger_, nullptr)), number_(other.number_) {}
  Entered& operator=(Entered&&) = delete;
  ~Entered() {
    if (ledger_ != nullptr) ledger_->destroy(number_);
  }

  Ledger::Number number() const noexcept { return number_; }

 private:
  Ledger* ledger_;
  Ledger::Number number_;
};

}  // namespace loop
