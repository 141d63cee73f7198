// SPDX-License-Identifier: MIT
#pragma once

#include <mutex>
#include <utility>

#include "loop/interleaving.h"
#include "loop/loop.h"
#include "loop/task.h"

namespace loop::js {

/// A loop as it is known to other threads, which do not know whether it still exists.
class RemoteLoop {
 public:
  explicit RemoteLoop(Loop& loop) noexcept : loop_(&loop) {}

  /// As Loop::post_internal(); false, too, if the loop has ended. Any thread.
  bool post_internal(Task task) {
    const std::lock_guard lock(mutex_);
    return loop_ != nullptr && loop_->post_internal(std::move(task));
  }

  /// Whether the calling thread is inside the loop's run(). Any thread.
  bool is_loop_thread() {
    const std::lock_guard lock(mutex_);
    return loop_ != nullptr && loop_->is_loop_thread();
  }

  /// The loop has ended. Its thread.
  void end() noexcept {
    const std::lock_guard lock(mutex_);
    loop_ = nullptr;
  }

 private:
  Mutex mutex_;
  Loop* loop_;
};

}  // namespace loop::js
