// SPDX-License-Identifier: MIT
#include "loop/task_node.h"

#include <atomic>
#include <utility>

#include "loop/pollers/line_size.h"

namespace loop {
namespace {

constexpr std::size_t nodes_per_slab = 64;

/// One allocation. Slabs stay linked to each other, so that leak checkers see that they are kept.
struct Slab {
  Slab* next;
  TaskNode nodes[nodes_per_slab];
};

// Chains are pushed as they are and the stack is taken as a whole; nodes are never popped one by
// one, so the ABA problem cannot arise.
struct alignas(line_size_bytes) Returned {
  std::atomic<TaskNode*> first{nullptr};
};

struct alignas(line_size_bytes) Slabs {
  std::atomic<Slab*> first{nullptr};
};

constinit Returned returned;
constinit Slabs slabs;

void push_chain(TaskNode* first, TaskNode* last) noexcept {
  last->next = returned.first.load(std::memory_order_relaxed);
  while (!returned.first.compare_exchange_weak(last->next, first, std::memory_order_release,
                                               std::memory_order_relaxed)) {
  }
}

TaskNode* allocate_chain() {
  Slab* slab = new Slab;
  slab->next = slabs.first.load(std::memory_order_relaxed);
  while (!slabs.first.compare_exchange_weak(slab->next, slab, std::memory_order_release,
                                            std::memory_order_relaxed)) {
  }
  for (std::size_t i = 0; i + 1 < nodes_per_slab; ++i) slab->nodes[i].next = &slab->nodes[i + 1];
  return slab->nodes;
}

}  // namespace

constinit thread_local TaskNodePool::Cache TaskNodePool::cache_{nullptr, nullptr, nullptr, 0};

struct TaskNodePool::ReturnAtThreadExit {
  ~ReturnAtThreadExit() {
    if (cache_.released != nullptr) return_batch();
    TaskNode* first = std::exchange(cache_.free, nullptr);
    if (first == nullptr) return;
    TaskNode* last = first;
    while (last->next != nullptr) last = last->next;
    push_chain(first, last);
  }
};

/// The cache itself has no destructor, so that captures destroyed later at the thread's exit can
/// still post. The nodes of such late posts stay with the thread: lost to others, not leaked.
void TaskNodePool::return_at_thread_exit() noexcept {
  static thread_local const ReturnAtThreadExit at_exit;
  static_cast<void>(at_exit);
}

void TaskNodePool::refill() {
  return_at_thread_exit();
  if (cache_.released != nullptr) {
    cache_.free = std::exchange(cache_.released, nullptr);
    cache_.released_count = 0;
    return;
  }
  cache_.free = returned.first.exchange(nullptr, std::memory_order_acquire);
  if (cache_.free == nullptr) cache_.free = allocate_chain();
}

std::size_t TaskNodePool::slab_count() noexcept {
  std::size_t count = 0;
  const Slab* slab = slabs.first.load(std::memory_order_acquire);
  for (; slab != nullptr; slab = slab->next) ++count;
  return count;
}

void TaskNodePool::begin_batch(TaskNode* last) noexcept {
  return_at_thread_exit();
  cache_.released_last = last;
}

void TaskNodePool::return_batch() noexcept {
  push_chain(std::exchange(cache_.released, nullptr), cache_.released_last);
  cache_.released_count = 0;
}

}  // namespace loop
