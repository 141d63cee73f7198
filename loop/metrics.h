// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <mutex>
#include <optional>

#include "layoutcheck/annotations.h"
#include "loop/clock.h"
#include "loop/duration_histogram.h"
#include "loop/pollers/line_size.h"
#include "loop/sampler.h"
#include "loop/task.h"
#include "loop/tps_counter.h"

namespace loop {

/// A distribution of durations, of those that were measured. Quantiles are never too low, and too
/// high by less than 1/16 of themselves; `max` is exact.
struct Quantiles {
  std::uint64_t count = 0;  ///< how many were measured
  Duration p50{};
  Duration p90{};
  Duration p99{};
  Duration max{};
};

/// What waits in a loop.
struct Depths {
  std::size_t tasks = 0;       ///< of both lanes
  std::size_t microtasks = 0;  ///< next-ticks included
  std::size_t immediates = 0;
  std::size_t close_callbacks = 0;
  std::size_t timers = 0;
  std::size_t watches = 0;
};

/// How a loop is doing. All numbers but the rate are of one instant: when the loop last finished a
/// measured callback, looked at the clock, or went to sleep. All zero if the loop does not measure.
struct MetricsSnapshot {
  /// Over the last ten seconds, as of the call; see TpsCounter.
  double tasks_per_second = 0;

  std::uint64_t tasks = 0;       ///< that began, of both lanes
  std::uint64_t microtasks = 0;  ///< that began, next-ticks included
  std::uint64_t callbacks = 0;   ///< that began, of every kind, `tasks` and `microtasks` included

  /// From the call of post() to the beginning of the task, of measured tasks that began.
  Quantiles queue_wait;
  /// How long callbacks of every kind took, of measured ones that returned or threw.
  Quantiles execution;

  /// As of when the loop last looked at the clock, went to sleep, or left run().
  Depths depths;
  /// The longest backlog that a tasks phase found in its lane.
  std::size_t most_tasks_queued = 0;
};

/// What a loop measures of itself, if it does. One callback in N is measured, picked at random:
/// the clock is read before and after it; of tasks, also when they are posted. All others are
/// counted. What measuring itself takes is in no result.
class alignas(line_size_bytes) Metrics {
 public:
  /// Measures one callback in `one_in`, which is at least 1. The clock must outlive this.
  Metrics(const Clock& clock, std::uint32_t one_in);
  Metrics(const Metrics&) = delete;
  Metrics& operator=(const Metrics&) = delete;
  ~Metrics() = default;

  /// Any thread: what the numbers are.
  MetricsSnapshot snapshot() const;

  /// The poster: whether this post is one of those that are measured.
  bool picks_post() noexcept { return poster_sampler_.picks(chance_); }

  /// The poster: exchanges a task for one that runs it and measures how long it waited. It is
  /// still one task, of 16 bytes, which finds the original in a pooled node. Throws
  /// std::bad_alloc.
  void measure_wait(Task& task);

  /// Owner: calls `function()`, a callback.
  template <typename Function>
  void run(Function& function) {
    ++totals_.callbacks;
    totals_.tasks += is_in_tasks_;
    measure(function);
  }

  /// The same, out of line: a loop that does not measure should not have this code in its phases.
  void run(Task& task);

  /// Owner: calls `task()`, a microtask.
  void run_microtask(Task& task);

  /// Owner: while one of these lives, callbacks are tasks.
  class TasksPhase {
   public:
    /// Does nothing if `metrics` is null. `queued` is what the phase found in its lane.
    TasksPhase(Metrics* metrics, std::size_t queued) noexcept : metrics_(metrics) {
      if (metrics != nullptr) metrics->begin_tasks(queued);
    }
    TasksPhase(const TasksPhase&) = delete;
    TasksPhase& operator=(const TasksPhase&) = delete;
    ~TasksPhase() {
      if (metrics_ != nullptr) metrics_->is_in_tasks_ = false;
    }

   private:
    Metrics* metrics_;
  };

  /// Owner, outside of callbacks: lets others see what happened up to now.
  void publish(TimePoint now, const Depths& depths) noexcept;

 private:
  class MeasuredTask;

  struct Totals {
    std::uint64_t tasks = 0;
    std::uint64_t microtasks = 0;
    std::uint64_t callbacks = 0;
    std::size_t most_tasks_queued = 0;
  };

  struct Published {
    explicit Published(TimePoint start) noexcept : tps(start) {}

    TpsCounter tps;
    Totals totals;
    Depths depths;
    DurationHistogram waits;
    DurationHistogram executions;
  };

  /// The time that a measured callback takes, also if it throws.
  class Execution {
   public:
    explicit Execution(Metrics& metrics) noexcept : metrics_(metrics) { metrics.begin_execution(); }
    Execution(const Execution&) = delete;
    Execution& operator=(const Execution&) = delete;
    ~Execution() { metrics_.end_execution(); }

   private:
    Metrics& metrics_;
  };

  template <typename Function>
  void measure(Function& function) {
    if (!sampler_.picks(chance_)) return function();
    const Execution execution(*this);
    function();
  }

  void begin_tasks(std::size_t queued) noexcept;
  void begin_waited(TimePoint posted_at) noexcept;
  void begin_execution() noexcept;
  void end_execution() noexcept;
  void publish_totals(TimePoint now) noexcept;

  friend struct MetricsLayout;

  /// Of the thread that posts, for all loops.
  static constinit inline thread_local Sampler poster_sampler_;

  // Read by whoever posts, never written.
  LAYOUT_READ_MOSTLY alignas(line_size_bytes) const Clock& clock_;
  LAYOUT_READ_MOSTLY const std::uint64_t chance_;

  // The loop's thread only.
  LAYOUT_WRITTEN_BY(owner) alignas(line_size_bytes) Totals totals_;
  LAYOUT_WRITTEN_BY(owner) Sampler sampler_;
  LAYOUT_WRITTEN_BY(owner) std::optional<TimePoint> began_at_;  // the callback that is measured
  LAYOUT_WRITTEN_BY(owner) std::optional<Duration> waited_;     // the same, if it is a task
  LAYOUT_WRITTEN_BY(owner) bool is_in_tasks_ = false;

  // Locked by the loop's thread for a few instructions, by others for a copy.
  LAYOUT_WRITTEN_BY(*) alignas(line_size_bytes) mutable std::mutex mutex_;
  LAYOUT_WRITTEN_BY(owner) LAYOUT_READ_BY(*) alignas(line_size_bytes) Published published_;
};

}  // namespace loop
