// SPDX-License-Identifier: MIT
#include <cstddef>
#include <cstdlib>
#include <new>

#include "loop/tests/support/intercepted_calls.h"

namespace {

/// A failed allocation counts as freed at once, so that the living ones are what is left.
void* allocate(std::size_t size_bytes, std::size_t alignment) noexcept {
  void* memory = nullptr;
  if (loop::interception::count(loop::Call::allocation) != 0 ||
      ::posix_memalign(&memory, alignment, size_bytes) != 0) {
    loop::interception::count_freed(&memory);
    return nullptr;
  }
  return memory;
}

void* allocate_or_throw(std::size_t size_bytes, std::size_t alignment) {
  void* memory = allocate(size_bytes, alignment);
  if (memory == nullptr) throw std::bad_alloc();
  return memory;
}

void release(void* memory) noexcept {
  loop::interception::count_freed(memory);
  std::free(memory);
}

}  // namespace

// Arrays come here too: the standard library's operator new[] calls operator new.
void* operator new(std::size_t size) {
  return allocate_or_throw(size, alignof(std::max_align_t));
}
void* operator new(std::size_t size, std::align_val_t alignment) {
  return allocate_or_throw(size, static_cast<std::size_t>(alignment));
}
void* operator new(std::size_t size, const std::nothrow_t&) noexcept {
  return allocate(size, alignof(std::max_align_t));
}
void operator delete(void* memory) noexcept {
  release(memory);
}
void operator delete(void* memory, std::size_t) noexcept {
  release(memory);
}
void operator delete(void* memory, std::align_val_t) noexcept {
  release(memory);
}
void operator delete(void* memory, std::size_t, std::align_val_t) noexcept {
  release(memory);
}
void operator delete(void* memory, const std::nothrow_t&) noexcept {
  release(memory);
}
