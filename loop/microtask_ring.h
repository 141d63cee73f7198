// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <utility>

#include "layoutcheck/annotations.h"
#include "loop/task_ring.h"

namespace loop {

/// The jobs that run after every callback: next-ticks, then microtasks, until both are empty, in
/// Node's order. The loop's thread only.
class LAYOUT_MAX_SIZE(64) MicrotaskRing {
 public:
  void push_next_tick(Task&& task) { next_ticks_.push(std::move(task)); }
  void push_microtask(Task&& task) { microtasks_.push(std::move(task)); }

  bool empty() const noexcept { return next_ticks_.empty() && microtasks_.empty(); }
  bool has_microtasks() const noexcept { return !microtasks_.empty(); }
  std::size_t size() const noexcept { return next_ticks_.size() + microtasks_.size(); }

  /// Calls `call(task)` for each job, also for those that are pushed meanwhile, until none is
  /// left or `call` returns false. If it throws, the job is gone and the others stay.
  template <typename Call>
  void drain(Call&& call) {
    bool go_on = true;
    while (go_on && !empty()) {
      drain(next_ticks_, call, go_on);
      drain(microtasks_, call, go_on);
    }
  }

  /// Destroys all jobs without running them and returns how many.
  std::size_t clear() noexcept { return next_ticks_.clear() + microtasks_.clear(); }

 private:
  template <typename Call>
  static void drain(TaskRing& ring, Call& call, bool& go_on) {
    while (go_on && !ring.empty()) {
      ring.pop([&](Task& task) { go_on = call(task); });
    }
  }

  LAYOUT_WRITTEN_BY(owner) TaskRing next_ticks_;
  LAYOUT_WRITTEN_BY(owner) TaskRing microtasks_;
};

}  // namespace loop
