// SPDX-License-Identifier: MIT
#pragma once

namespace loop {

/// A pipe that any thread can make readable, to end another thread's wait. For systems without
/// eventfd, and for pollers without edge triggers, who drain() it after each wait that it ended.
class PipeWakeup {
 public:
  /// Throws std::system_error.
  PipeWakeup();
  PipeWakeup(const PipeWakeup&) = delete;
  PipeWakeup& operator=(const PipeWakeup&) = delete;
  ~PipeWakeup();

  /// The end that becomes readable.
  int descriptor() const noexcept { return read_end_; }

  /// Any thread; one system call, which never blocks. Safe in a signal handler: errno is kept.
  void signal() const noexcept;

  /// Takes all signals so far as one. A signal() that comes later is kept. The reader's thread.
  void drain() const noexcept;

 private:
  int read_end_ = -1;
  int write_end_ = -1;
};

}  // namespace loop
