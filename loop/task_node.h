// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>

#include "loop/clock.h"
#include "loop/task.h"

namespace loop {

/// A posted task on its way to a loop: one 64-byte line, link included.
struct alignas(64) TaskNode {
  union {
    TaskNode* next = nullptr;
    Duration posted_at;  // since the clock's epoch; of a task that metrics measure, in no list
  };
  Task task;
};

static_assert(sizeof(TaskNode) == 64);

/// The process's store of nodes. Nodes come in slabs and are never given back to the system, so
/// that a thread's posts allocate nothing once it has had its longest backlog.
///
/// Any thread, without locks. Each thread takes nodes from a list of its own; when that is empty,
/// from those that it released; and then all that others returned, in one exchange. Released nodes
/// are returned in batches. Nothing here depends on how many nodes there are.
class TaskNodePool {
 public:
  /// A node with an empty task. Throws std::bad_alloc.
  static TaskNode* acquire() {
    if (cache_.free == nullptr) refill();
    TaskNode* node = cache_.free;
    cache_.free = node->next;
    return node;
  }

  /// `node->task` must be empty.
  static void release(TaskNode* node) noexcept {
    if (cache_.released == nullptr) begin_batch(node);
    node->next = cache_.released;
    cache_.released = node;
    if (++cache_.released_count == batch_size) return_batch();
  }

 private:
  struct Cache {
    TaskNode* free;
    TaskNode* released;
    TaskNode* released_last;
    std::size_t released_count;
  };

  struct ReturnAtThreadExit;

  static constexpr std::size_t batch_size = 256;

  static void refill();
  static void begin_batch(TaskNode* last) noexcept;
  static void return_batch() noexcept;
  static void return_at_thread_exit() noexcept;

  static constinit thread_local Cache cache_;
};

}  // namespace loop
