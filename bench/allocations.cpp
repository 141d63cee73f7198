// SPDX-License-Identifier: MIT
//
// Replaces the C allocation functions, under which both `new` and the C peers allocate, by ones
// that count and pass on to glibc's own. Sanitizers bring their own replacement, so under them
// nothing is counted.

#include "bench/allocations.h"

#include <atomic>
#include <cerrno>
#include <cstddef>
#include <cstdint>

namespace bench {
namespace {

// `counting` is read by every allocation of every thread and written a few times a benchmark.
std::atomic<bool> counting = false;
std::atomic<std::int64_t> allocations = 0;
std::atomic<std::int64_t> allocated_bytes = 0;

void count(std::size_t size_bytes) {
  if (!counting.load(std::memory_order_relaxed)) return;
  allocations.fetch_add(1, std::memory_order_relaxed);
  allocated_bytes.fetch_add(static_cast<std::int64_t>(size_bytes), std::memory_order_relaxed);
}

}  // namespace

void AllocationCounter::Start() {
  allocations = 0;
  allocated_bytes = 0;
  is_counting_run_ = true;
}

void AllocationCounter::Stop(Result* result) {
  Stop(*result);
}

void AllocationCounter::Stop(Result& result) {
  is_counting_run_ = false;
  result.num_allocs = allocations;
  result.total_allocated_bytes = allocated_bytes;
}

void SteadyState::count(bool on) {
  counting.store(on, std::memory_order_relaxed);
}

}  // namespace bench

#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)

extern "C" {

void* __libc_malloc(std::size_t size_bytes);
void* __libc_calloc(std::size_t count, std::size_t size_bytes);
void* __libc_realloc(void* memory, std::size_t size_bytes);
void* __libc_memalign(std::size_t align_bytes, std::size_t size_bytes);

void* malloc(std::size_t size_bytes) {
  bench::count(size_bytes);
  return __libc_malloc(size_bytes);
}

void* calloc(std::size_t count, std::size_t size_bytes) {
  bench::count(count * size_bytes);
  return __libc_calloc(count, size_bytes);
}

void* realloc(void* memory, std::size_t size_bytes) {
  bench::count(size_bytes);
  return __libc_realloc(memory, size_bytes);
}

void* aligned_alloc(std::size_t align_bytes, std::size_t size_bytes) {
  bench::count(size_bytes);
  return __libc_memalign(align_bytes, size_bytes);
}

int posix_memalign(void** memory, std::size_t align_bytes, std::size_t size_bytes) {
  bench::count(size_bytes);
  *memory = __libc_memalign(align_bytes, size_bytes);
  return *memory == nullptr ? ENOMEM : 0;
}
}

#endif
