// SPDX-License-Identifier: MIT
#include "loop/tests/support/intercepted_calls.h"

#include <array>
#include <atomic>

namespace loop {
namespace {

constexpr std::array<const char*, call_count> names{
    "operator new", "eventfd",        "epoll_create1", "epoll_ctl", "epoll_ctl",
    "epoll_ctl",    "epoll_wait",     "epoll_pwait2",  "poll",      "poll",
    "fstat",        "pipe",           "pipe2",          "fcntl",     "read",
    "write",        "pthread_create", "sigaction",     "close"};

constexpr std::size_t index_of(Call call) noexcept {
  return static_cast<std::size_t>(call);
}

constinit std::array<std::atomic<std::size_t>, call_count> counts{};
constinit std::atomic<std::size_t> freed{0};

// The fault. How many of its calls are still to come before it strikes; 0: it does not.
constinit std::atomic<Call> failing{Call::allocation};
constinit std::atomic<std::size_t> calls_left{0};
constinit std::atomic<int> failure{0};

}  // namespace

Callback<Duration> on_wait;

const char* name_of(Call call) noexcept {
  return names[index_of(call)];
}

std::size_t count_of(Call call) noexcept {
  return counts[index_of(call)].load();
}

std::size_t system_call_count() noexcept {
  std::size_t sum = 0;
  for (const auto& count : counts) sum += count.load();
  return sum - count_of(Call::allocation);
}

std::size_t live_allocation_count() noexcept {
  return count_of(Call::allocation) - freed.load();
}

Fault::Fault(Call call, std::size_t nth, int error) noexcept {
  failing.store(call);
  failure.store(error);
  calls_left.store(nth);
}

Fault::~Fault() {
  calls_left.store(0);
}

bool Fault::has_struck() const noexcept {
  return calls_left.load() == 0;
}

int interception::count(Call call) noexcept {
  counts[index_of(call)].fetch_add(1);
  std::size_t left = failing.load() == call ? calls_left.load() : 0;
  while (left != 0 && !calls_left.compare_exchange_weak(left, left - 1)) {
  }
  return left == 1 ? failure.load() : 0;
}

void interception::count_freed(const void* memory) noexcept {
  if (memory != nullptr) freed.fetch_add(1);
}

}  // namespace loop
