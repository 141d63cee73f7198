// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>

namespace loop::js {

/// Memory for promises and for the frames of coroutines.
///
/// Any thread, without locks. Each thread keeps the blocks that it releases in lists of its own,
/// one for each size, but never more than it once took from the system: so a thread that has had
/// its largest backlog allocates nothing, and one that only releases what others allocate hoards
/// nothing. Blocks are aligned to 64 bytes.
class BlockPool {
 public:
  static constexpr std::size_t granularity_bytes = 64;
  static constexpr std::size_t largest_pooled_bytes = 2048;

  /// Throws std::bad_alloc.
  static void* allocate(std::size_t size_bytes) {
    const std::size_t number = list_number(size_bytes);
    if (number >= list_count || lists_[number].first == nullptr) {
      return allocate_from_system(size_bytes);
    }
    return take(lists_[number], size_bytes);
  }

  /// `size_bytes` as it was allocated. On any thread.
  static void release(void* block, std::size_t size_bytes) noexcept {
    const std::size_t number = list_number(size_bytes);
    if (number >= list_count || lists_[number].kept == lists_[number].taken_from_system) {
      release_to_system(block);
    } else {
      keep(lists_[number], block, size_bytes);
    }
  }

 private:
  struct Free {
    Free* next;
  };

  struct List {
    Free* first;
    std::size_t kept;
    std::size_t taken_from_system;
  };

  struct ReleaseAtThreadExit;

  static constexpr std::size_t list_count = largest_pooled_bytes / granularity_bytes;

  static constexpr std::size_t list_number(std::size_t size_bytes) noexcept {
    return (size_bytes - 1) / granularity_bytes;
  }

  static void* take(List& list, std::size_t size_bytes) noexcept;
  static void keep(List& list, void* block, std::size_t size_bytes) noexcept;
  static void* allocate_from_system(std::size_t size_bytes);
  static void release_to_system(void* block) noexcept;
  static void release_at_thread_exit() noexcept;

  static constinit thread_local std::array<List, list_count> lists_;
};

}  // namespace loop::js
