// SPDX-License-Identifier: MIT
#include "loop/task_node.h"

#include <atomic>

#include "loop/pollers/line_size.h"

namespace loop {
namespace {

constexpr std::size_t nodes_per_slab = 64;

/// One allocation. Slabs stay linked to each other, so that leak checkers see that they are kept.
struct Slab {
  Slab* next;
  TaskNode nodes[nodes_per_slab];
};

// A chain is pushed with one exchange of the head and taken as a whole; nodes are never popped
// one by one, so the ABA problem cannot arise.
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

constinit thread_local TaskNodePool::Cache TaskNodePool::cache_{nullptr, 0};

void TaskNodePool::refill() {
  return_at_thread_exit();
  TaskNode* first = returned.first.exchange(nullptr, std::memory_order_acquire);
  if (first == nullptr) first = allocate_chain();
  std::size_t count = 0;
  for (TaskNode* node = first; node != nullptr; node = node->next) ++count;
  cache_ = {first, count};
}

void TaskNodePool::return_all() noexcept {
  TaskNode* first = cache_.first;
  TaskNode* last = first;
  while (last->next != nullptr) last = last->next;
  push_chain(first, last);
  cache_ = {nullptr, 0};
}

void TaskNodePool::return_at_thread_exit() noexcept {
  struct ReturnAtExit {
    ~ReturnAtExit() {
      if (cache_.first != nullptr) return_all();
    }
  };
  // Has a destructor only: the cache itself stays usable until the thread is gone.
  static thread_local const ReturnAtExit at_exit;
  static_cast<void>(at_exit);
}

}  // namespace loop
