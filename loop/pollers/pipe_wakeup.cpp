// SPDX-License-Identifier: MIT
#include "loop/pollers/pipe_wakeup.h"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <system_error>

namespace loop {
namespace {

using Ends = std::array<int, 2>;

[[noreturn]] void throw_code(int code, const char* what) {
  throw std::system_error(code, std::generic_category(), what);
}

#ifdef LOOP_HAS_PIPE2
void open_pipe(Ends& ends) {
  if (::pipe2(ends.data(), O_CLOEXEC | O_NONBLOCK) < 0) throw_code(errno, "pipe2");
}
#else
/// A program that another thread starts between the two steps inherits the pipe; no harm is done.
void open_pipe(Ends& ends) {
  if (::pipe(ends.data()) < 0) throw_code(errno, "pipe");
  for (const int end : ends) {
    if (::fcntl(end, F_SETFD, FD_CLOEXEC) == 0 && ::fcntl(end, F_SETFL, O_NONBLOCK) == 0) continue;
    const int reason = errno;
    ::close(ends[0]);
    ::close(ends[1]);
    throw_code(reason, "fcntl");
  }
}
#endif

}  // namespace

PipeWakeup::PipeWakeup() {
  Ends ends{};
  open_pipe(ends);
  read_end_ = ends[0];
  write_end_ = ends[1];
}

PipeWakeup::~PipeWakeup() {
  ::close(read_end_);
  ::close(write_end_);
}

/// A full pipe refuses the byte, and is readable already.
void PipeWakeup::signal() const noexcept {
  const int saved_errno = errno;
  const char byte = 0;
  while (::write(write_end_, &byte, 1) < 0 && errno == EINTR) {
  }
  errno = saved_errno;
}

void PipeWakeup::drain() const noexcept {
  std::array<char, 512> bytes;
  const auto read_some = [&] { return ::read(read_end_, bytes.data(), bytes.size()); };
  auto count = read_some();
  while (count == static_cast<decltype(count)>(bytes.size()) || (count < 0 && errno == EINTR)) {
    count = read_some();
  }
}

}  // namespace loop
