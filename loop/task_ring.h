// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <utility>

#include "loop/task.h"

namespace loop {

/// A queue of tasks in a circle of blocks, first in, first out. One thread only.
///
/// Blocks never move, so a task runs in its slot, also while it pushes others; and they are used
/// again, so that nothing is allocated once the circle holds the longest backlog that was seen.
class TaskRing {
 public:
  TaskRing() noexcept = default;
  TaskRing(const TaskRing&) = delete;
  TaskRing& operator=(const TaskRing&) = delete;
  ~TaskRing() {
    clear();
    delete_blocks();
  }

  bool empty() const noexcept { return popped_ == pushed_; }
  std::size_t size() const noexcept { return static_cast<std::size_t>(pushed_ - popped_); }

  void push(Task&& task) {
    if (pushed_ % tasks_per_block == 0) open_tail();
    std::construct_at(&tail_->slots[pushed_ % tasks_per_block].task, std::move(task));
    ++pushed_;
  }

  /// Takes the first task out, calls `call(task)`, and destroys it even if that throws.
  template <typename Call>
  void pop(Call&& call) {
    const Taken taken{take()};
    call(taken.task);
  }

  /// Destroys all tasks without running them, also those pushed by their destructors, and
  /// returns how many.
  std::size_t clear() noexcept {
    std::size_t count = 0;
    for (; !empty(); ++count) std::destroy_at(&take());
    return count;
  }

 private:
  static constexpr std::size_t tasks_per_block = 64;

  union Slot {
    Slot() noexcept {}
    ~Slot() {}
    Task task;
  };

  struct Block {
    Block* next = this;
    Slot slots[tasks_per_block];
  };

  struct Taken {
    Task& task;
    ~Taken() { std::destroy_at(&task); }
  };

  Task& take() noexcept {
    // The head moves on only now and not after the block's last task, because until now that
    // task may still have been running there.
    if (popped_ % tasks_per_block == 0 && popped_ != 0) head_ = head_->next;
    return head_->slots[popped_++ % tasks_per_block].task;
  }

  /// Makes `tail_` a block that nothing uses: the blocks from behind the tail up to the head.
  void open_tail() {
    if (tail_ == nullptr) {
      head_ = tail_ = new Block;
      return;
    }
    if (tail_->next == head_) {
      Block* added = new Block;
      added->next = head_;
      tail_->next = added;
    }
    tail_ = tail_->next;
  }

  void delete_blocks() noexcept {
    if (tail_ == nullptr) return;
    for (Block* block = std::exchange(tail_->next, nullptr); block != nullptr;) {
      delete std::exchange(block, block->next);
    }
  }

  Block* head_ = nullptr;
  Block* tail_ = nullptr;
  std::uint64_t popped_ = 0;
  std::uint64_t pushed_ = 0;
};

}  // namespace loop
