// SPDX-License-Identifier: MIT
#include "loop/js/block_pool.h"

#include <new>

// Address sanitizers learn which blocks are free, so that they see a use after the release.
#if defined(__SANITIZE_ADDRESS__)
#define LOOP_POISONS_BLOCKS
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define LOOP_POISONS_BLOCKS
#endif
#endif
#ifdef LOOP_POISONS_BLOCKS
#include <sanitizer/asan_interface.h>
#else
#define ASAN_POISON_MEMORY_REGION(address, size)
#define ASAN_UNPOISON_MEMORY_REGION(address, size)
#endif

namespace loop::js {
namespace {

constexpr std::align_val_t block_alignment{BlockPool::granularity_bytes};

}  // namespace

constinit thread_local std::array<BlockPool::List, BlockPool::list_count> BlockPool::lists_{};

struct BlockPool::ReleaseAtThreadExit {
  ~ReleaseAtThreadExit() {
    for (List& list : lists_) {
      while (list.first != nullptr) release_to_system(take(list, sizeof(Free)));
      list.taken_from_system = 0;  // what is released later is not kept
    }
  }
};

void BlockPool::release_at_thread_exit() noexcept {
  static thread_local const ReleaseAtThreadExit at_exit;
  static_cast<void>(at_exit);
}

void* BlockPool::take(List& list, [[maybe_unused]] std::size_t size_bytes) noexcept {
  Free* block = list.first;
  ASAN_UNPOISON_MEMORY_REGION(block, size_bytes);
  list.first = block->next;
  --list.kept;
  return block;
}

void BlockPool::keep(List& list, void* block, [[maybe_unused]] std::size_t size_bytes) noexcept {
  list.first = ::new (block) Free{list.first};
  ++list.kept;
  ASAN_POISON_MEMORY_REGION(block, size_bytes);
}

void* BlockPool::allocate_from_system(std::size_t size_bytes) {
  const std::size_t number = list_number(size_bytes);
  if (number >= list_count) return ::operator new(size_bytes, block_alignment);
  release_at_thread_exit();
  void* block = ::operator new((number + 1) * granularity_bytes, block_alignment);
  ++lists_[number].taken_from_system;
  return block;
}

void BlockPool::release_to_system(void* block) noexcept {
  ::operator delete(block, block_alignment);
}

}  // namespace loop::js
