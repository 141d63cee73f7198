// SPDX-License-Identifier: MIT
//
// Counts calls, and makes them fail, in a program that replaces operator new and whose calls of
// the operating system are sent here by the linker. To add a call: 1. name it in Call and
// name_of(); 2. intercept it in intercepted_system_calls.cpp; 3. add --wrap to CMakeLists.txt.
#pragma once

#include <cstddef>

#include "loop/clock.h"
#include "loop/task.h"

namespace loop {

/// What is intercepted.
enum class Call {
  allocation,  ///< any form of operator new
  eventfd,
  epoll_create1,
  epoll_ctl_add,
  epoll_ctl_modify,
  epoll_ctl_remove,
  epoll_wait,
  epoll_pwait2,
  poll,
  ppoll,
  fstat,
  pipe,
  pipe2,
  fcntl,
  read,
  write,
  pthread_create,
  sigaction,  ///< that installs a handler; to ask for or to restore an action cannot fail
  close,      ///< a close() that fails has closed all the same, as Linux does
};

inline constexpr std::size_t call_count = 19;

/// The call's name, as an error's message must have it.
const char* name_of(Call call) noexcept;

/// How often it was called so far. Any thread.
std::size_t count_of(Call call) noexcept;

/// How often anything but operator new was called so far. Any thread.
std::size_t system_call_count() noexcept;

/// How many allocations were not freed so far. Any thread.
std::size_t live_allocation_count() noexcept;

/// While it exists, the n-th call of one kind from now on fails, on whatever thread it is made.
/// One at a time.
class Fault {
 public:
  Fault(Call call, std::size_t nth, int error) noexcept;
  Fault(const Fault&) = delete;
  Fault& operator=(const Fault&) = delete;
  ~Fault();

  bool has_struck() const noexcept;
};

/// Called at the start of every wait for events that may last, on the waiting thread, with the
/// longest that it may last; Duration::max() is for ever. Set while no loop runs.
extern Callback<Duration> on_wait;

namespace interception {

/// Counts a call; the error that it must fail with, or 0. For the interceptors.
int count(Call call) noexcept;

void count_freed(const void* memory) noexcept;

}  // namespace interception
}  // namespace loop
