// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <cassert>
#include <cstddef>
#include <cstdint>
#include <utility>

#include "layoutcheck/annotations.h"
#include "loop/interleaving.h"
#include "loop/pollers/line_size.h"
#include "loop/task_node.h"

namespace loop {

/// Tasks from any thread to one owner: many producers, one consumer, no locks.
///
/// Producers push onto a stack whose head is one word; the owner takes the whole stack with one
/// exchange and reverses it. The head's lowest bit says "closed": a push either comes before the
/// close and is accepted, or after it and is refused. Nothing can slip in between, and so every
/// accepted task can be accounted for.
class alignas(line_size_bytes) LockFreeIngress {
 public:
  enum class Push {
    refused,  ///< closed; the task was destroyed
    first,    ///< accepted; the stack was empty, so this producer wakes the owner if it sleeps
    further,  ///< accepted; an earlier producer sees to the owner
  };

  LockFreeIngress() noexcept = default;
  LockFreeIngress(const LockFreeIngress&) = delete;
  LockFreeIngress& operator=(const LockFreeIngress&) = delete;
  ~LockFreeIngress() { clear(); }

  /// Any thread. Tasks of one thread keep their order. Throws std::bad_alloc, and then the task
  /// is not accepted.
  Push push(Task&& task) {
    reach(Point::read_head);
    std::uintptr_t head = head_.load(std::memory_order_relaxed);
    if ((head & closed_bit) != 0) {
      task.reset();
      return Push::refused;
    }
    TaskNode* node = TaskNodePool::acquire();
    node->task = std::move(task);
    do {
      if ((head & closed_bit) != 0) return refuse(node);
      node->next = to_node(head);
      reach(Point::push);
      // Sequentially consistent on success: the producer's half of the rule in FastState.
    } while (!head_.compare_exchange_weak(head, to_word(node), std::memory_order_seq_cst,
                                          std::memory_order_relaxed));
    return head == 0 ? Push::first : Push::further;
  }

  /// Any thread: refuses all later pushes. What was accepted stays.
  void close() noexcept {
    reach(Point::close);
    head_.fetch_or(closed_bit, std::memory_order_seq_cst);
  }

  /// Owner: whether nothing waits, claimed or not. The owner's half of the rule in FastState.
  bool empty() const noexcept {
    reach(Point::look);
    return claimed_ == nullptr && to_node(head_.load(std::memory_order_seq_cst)) == nullptr;
  }

  /// Owner: claims all that was pushed, in order, behind what is claimed already. Returns how many
  /// tasks it was.
  std::size_t claim() noexcept {
    reach(Point::read_head);
    if (to_node(head_.load(std::memory_order_relaxed)) == nullptr) return 0;
    reach(Point::claim);
    const std::uintptr_t head = head_.fetch_and(closed_bit, std::memory_order_acq_rel);
    return append(to_node(head));
  }

  bool has_claimed() const noexcept { return claimed_ != nullptr; }

  /// Owner: whether nothing is claimed and claim() would find nothing; not for falling asleep.
  bool seems_empty() const noexcept {
    reach(Point::look);
    return claimed_ == nullptr && to_node(head_.load(std::memory_order_relaxed)) == nullptr;
  }

  /// Owner: how many tasks wait, claimed or not. Walks them all.
  std::size_t size() const noexcept {
    return length_of(claimed_) + length_of(to_node(head_.load(std::memory_order_acquire)));
  }

  /// Owner: takes the first claimed task out, calls `call(task)`, and destroys it even if that
  /// throws.
  template <typename Call>
  void pop(Call&& call) {
    const Taken taken{take()};
    call(taken.node->task);
  }

  /// Owner: destroys all tasks without running them and returns how many.
  std::size_t clear() noexcept {
    std::size_t count = 0;
    for (claim(); claimed_ != nullptr; claim(), ++count) const Taken taken{take()};
    return count;
  }

 private:
  struct Taken {
    TaskNode* node;
    ~Taken() {
      node->task.reset();
      TaskNodePool::release(node);
    }
  };

  static constexpr std::uintptr_t closed_bit = 1;
  static_assert(alignof(TaskNode) > closed_bit);

  static TaskNode* to_node(std::uintptr_t word) noexcept {
    return reinterpret_cast<TaskNode*>(word & ~closed_bit);
  }
  static std::uintptr_t to_word(TaskNode* node) noexcept {
    return reinterpret_cast<std::uintptr_t>(node);
  }

  static Push refuse(TaskNode* node) noexcept {
    node->task.reset();
    TaskNodePool::release(node);
    return Push::refused;
  }

  TaskNode* take() noexcept {
    TaskNode* node = claimed_;
    claimed_ = node->next;
    if (claimed_ == nullptr) claimed_end_ = nullptr;
    return node;
  }

  static std::size_t length_of(const TaskNode* node) noexcept {
    std::size_t length = 0;
    for (; node != nullptr; node = node->next) ++length;
    return length;
  }

  /// Appends a stack, newest first, as a list, oldest first. The walk waits for memory, and counts
  /// meanwhile.
  std::size_t append(TaskNode* newest) noexcept {
    std::size_t length = 0;
    TaskNode* list = nullptr;
    for (TaskNode* node = newest; node != nullptr; ++length) {
      TaskNode* older = std::exchange(node->next, list);
      list = std::exchange(node, older);
    }
    (claimed_end_ == nullptr ? claimed_ : claimed_end_->next) = list;
    claimed_end_ = newest;
    return length;
  }

  LAYOUT_WRITTEN_BY(producers) alignas(line_size_bytes) std::atomic<std::uintptr_t> head_{0};

  LAYOUT_WRITTEN_BY(owner) alignas(line_size_bytes) TaskNode* claimed_ = nullptr;
  LAYOUT_WRITTEN_BY(owner) TaskNode* claimed_end_ = nullptr;

  friend struct LockFreeIngressLayout;
};

}  // namespace loop
