// SPDX-License-Identifier: MIT
#include "loop/metrics.h"

#include <algorithm>
#include <utility>

#include "loop/task_node.h"

namespace loop {
namespace {

Quantiles quantiles_of(const DurationHistogram& durations) noexcept {
  return {
      .count = durations.count(),
      .p50 = durations.percentile(50),
      .p90 = durations.percentile(90),
      .p99 = durations.percentile(99),
      .max = durations.max(),
  };
}

}  // namespace

/// Owns a node with the user's task and the time of its post.
class Metrics::MeasuredTask {
 public:
  MeasuredTask(Metrics& metrics, TaskNode* node) noexcept : metrics_(&metrics), node_(node) {}
  MeasuredTask(MeasuredTask&& other) noexcept
      : metrics_(other.metrics_), node_(std::exchange(other.node_, nullptr)) {}
  MeasuredTask& operator=(MeasuredTask&&) = delete;
  ~MeasuredTask() {
    if (node_ == nullptr) return;
    node_->task.reset();
    TaskNodePool::release(node_);
  }

  void operator()() {
    metrics_->begin_waited(TimePoint(node_->posted_at));
    node_->task();
  }

 private:
  Metrics* metrics_;
  TaskNode* node_;
};

Metrics::Metrics(const Clock& clock, std::uint32_t one_in)
    : clock_(clock), chance_(Sampler::one_in(one_in)), published_(clock.now()) {}

MetricsSnapshot Metrics::snapshot() const {
  std::unique_lock lock(mutex_);
  const Published published = published_;
  lock.unlock();
  return {
      .tasks_per_second = published.tps.per_second(clock_.now()),
      .tasks = published.totals.tasks,
      .microtasks = published.totals.microtasks,
      .callbacks = published.totals.callbacks,
      .queue_wait = quantiles_of(published.waits),
      .execution = quantiles_of(published.executions),
      .depths = published.depths,
      .most_tasks_queued = published.totals.most_tasks_queued,
  };
}

void Metrics::run(Task& task) {
  run<Task>(task);
}

void Metrics::run_microtask(Task& task) {
  ++totals_.callbacks;
  ++totals_.microtasks;
  measure(task);
}

void Metrics::publish(TimePoint now, const Depths& depths) noexcept {
  const std::lock_guard lock(mutex_);
  publish_totals(now);
  published_.depths = depths;
}

void Metrics::publish_totals(TimePoint now) noexcept {
  published_.tps.add(totals_.tasks - published_.totals.tasks, now);
  published_.totals = totals_;
}

void Metrics::begin_tasks(std::size_t queued) noexcept {
  is_in_tasks_ = true;
  totals_.most_tasks_queued = std::max(totals_.most_tasks_queued, queued);
}

void Metrics::measure_wait(Task& task) {
  TaskNode* node = TaskNodePool::acquire();
  node->task = std::move(task);
  node->posted_at = clock_.now().time_since_epoch();
  static_assert(sizeof(MeasuredTask) <= inline_capture_size_bytes);
  task = MeasuredTask(*this, node);
}

/// If the execution is measured as well, it has just read the clock, and counts the wait with its
/// own result, when the user's task is over.
void Metrics::begin_waited(TimePoint posted_at) noexcept {
  if (began_at_) {
    waited_ = *began_at_ - posted_at;
    return;
  }
  const TimePoint now = clock_.now();
  const std::lock_guard lock(mutex_);
  published_.waits.add(now - posted_at);
  publish_totals(now);
}

void Metrics::begin_execution() noexcept {
  began_at_ = clock_.now();
}

void Metrics::end_execution() noexcept {
  const TimePoint now = clock_.now();
  const std::lock_guard lock(mutex_);
  published_.executions.add(now - *began_at_);
  if (waited_) published_.waits.add(*waited_);
  publish_totals(now);
  began_at_.reset();
  waited_.reset();
}

}  // namespace loop
