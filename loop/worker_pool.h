// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <memory>
#include <mutex>
#include <optional>
#include <type_traits>
#include <utility>
#include <vector>

#include "layoutcheck/annotations.h"
#include "loop/interleaving.h"
#include "loop/outcome.h"
#include "loop/pollers/line_size.h"
#include "loop/task.h"

namespace loop {

/// Something that blocks, and what to do with its outcome.
class Work {
 public:
  Work() = default;
  Work(const Work&) = delete;
  Work& operator=(const Work&) = delete;
  virtual ~Work() = default;

  /// Does the work and keeps its outcome. A worker's thread.
  virtual void run() noexcept = 0;

  /// Hands the outcome over, after run(). The owner's thread. Throws what its receiver throws.
  virtual void deliver() = 0;

 private:
  friend class WorkList;
  std::unique_ptr<Work> next_;
};

/// Work in the order in which it was pushed. Allocates nothing.
class WorkList {
 public:
  bool empty() const noexcept { return first_ == nullptr; }
  std::size_t size() const noexcept { return size_; }
  void push(std::unique_ptr<Work> work) noexcept;
  std::unique_ptr<Work> pop() noexcept;

 private:
  std::unique_ptr<Work> first_;
  Work* last_ = nullptr;
  std::size_t size_ = 0;
};

/// `function` on a worker's thread, then `receiver(Outcome)` on the owner's.
template <typename Function, typename Receiver>
class WorkOf final : public Work {
 public:
  using Result = std::invoke_result_t<Function&>;

  WorkOf(Function&& function, Receiver&& receiver)
      : function_(std::move(function)), receiver_(std::move(receiver)) {}

  void run() noexcept override { outcome_.emplace(std::in_place, function_); }
  void deliver() override { receiver_(std::move(*outcome_)); }

 private:
  Function function_;
  Receiver receiver_;
  std::optional<Outcome<Result>> outcome_;
};

/// Threads for work that blocks, at most a given number, started when there is work for them; at
/// least one.
///
/// Work is begun in the order in which it was accepted, and its outcome waits here until the owner
/// fetches it. Work is destroyed by the owner, or, when nobody will fetch it, by the worker.
class alignas(line_size_bytes) WorkerPool {
 public:
  /// `on_finished` is called by workers, after one left an outcome; it must not throw.
  WorkerPool(std::size_t most_threads, Task on_finished) noexcept;
  WorkerPool(const WorkerPool&) = delete;
  WorkerPool& operator=(const WorkerPool&) = delete;

  /// Blocks until the work that was begun is done.
  ~WorkerPool();

  /// Any thread. False, and the work is destroyed, after close(). Throws std::system_error if the
  /// system refuses the first thread, and then the work is not accepted.
  bool submit(std::unique_ptr<Work> work);

  /// Any thread: refuses all later work. What was accepted stays.
  void close() noexcept;

  /// Owner: fetches all work that is done.
  void take_finished(WorkList& into) noexcept;

  /// Any thread: whether a work was accepted whose outcome was not fetched.
  bool empty() const noexcept;

  /// Owner: gives up all work that is not fetched, and returns how much. Nothing begins any more;
  /// what was begun ends on its thread.
  std::size_t abandon() noexcept;

  /// Any thread but a worker: blocks until no work is running. After abandon() none will.
  void wait_until_idle() const;

 private:
  void start_thread();
  void live();

  LAYOUT_READ_MOSTLY std::size_t most_threads_;
  LAYOUT_READ_MOSTLY Task on_finished_;

  // All threads write under the mutex: who has work that blocks has the time for it.
  LAYOUT_WRITTEN_BY(under_mutex) alignas(line_size_bytes) mutable Mutex mutex_;
  LAYOUT_WRITTEN_BY(under_mutex) Condition is_work_queued_;
  LAYOUT_WRITTEN_BY(under_mutex) mutable Condition is_work_done_;
  LAYOUT_WRITTEN_BY(under_mutex) WorkList queued_;
  LAYOUT_WRITTEN_BY(under_mutex) WorkList finished_;
  LAYOUT_WRITTEN_BY(under_mutex) std::size_t running_ = 0;
  LAYOUT_WRITTEN_BY(under_mutex) std::size_t idle_threads_ = 0;
  LAYOUT_WRITTEN_BY(under_mutex) bool is_closed_ = false;
  LAYOUT_WRITTEN_BY(under_mutex) bool is_abandoned_ = false;
  LAYOUT_WRITTEN_BY(under_mutex) std::vector<Thread> threads_;
};

}  // namespace loop
