// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>

#include "loop/task.h"

namespace loop {

/// A posted task on its way to a loop: one 64-byte line, link included.
struct alignas(64) TaskNode {
  TaskNode* next = nullptr;
  Task task;
};

static_assert(sizeof(TaskNode) == 64);

/// The process's store of nodes. Nodes come in slabs and are never given back to the system, so
/// that posting allocates nothing once the longest backlog was seen.
///
/// Any thread, without locks: each thread keeps nodes of its own, takes all that others returned
/// when it has none, and returns them in batches.
class TaskNodePool {
 public:
  /// A node with an empty task. Throws std::bad_alloc.
  static TaskNode* acquire() {
    if (cache_.first == nullptr) refill();
    TaskNode* node = cache_.first;
    cache_.first = node->next;
    --cache_.count;
    return node;
  }

  /// `node->task` must be empty.
  static void release(TaskNode* node) noexcept {
    if (cache_.first == nullptr) return_at_thread_exit();
    node->next = cache_.first;
    cache_.first = node;
    if (++cache_.count >= return_count) return_all();
  }

 private:
  struct Cache {
    TaskNode* first;
    std::size_t count;
  };

  static constexpr std::size_t return_count = 256;

  static void refill();
  static void return_all() noexcept;
  static void return_at_thread_exit() noexcept;

  static constinit thread_local Cache cache_;
};

}  // namespace loop
