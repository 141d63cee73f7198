// SPDX-License-Identifier: MIT
//
// The linker's option --wrap=NAME sends the calls of NAME in the objects and static libraries of
// the program to __wrap_NAME, and those of __real_NAME to the original. What a shared library
// calls is defined here under its own name, and the original is the next in the search order.
#include <dlfcn.h>
#include <poll.h>
#include <pthread.h>
#include <sys/stat.h>
#include <sys/types.h>

#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdarg>
#include <cstddef>
#include <ctime>

#include "loop/tests/support/intercepted_calls.h"

struct epoll_event;

namespace {

using loop::Call;
using loop::Duration;

/// Lets the call through, unless it must fail.
template <typename Real>
auto pass(Call call, Real&& real) -> decltype(real()) {
  const int error = loop::interception::count(call);
  if (error == 0) return real();
  errno = error;
  return -1;
}

template <typename Real>
int pass_wait(Call call, Duration longest, Real&& real) {
  return pass(call, [&] {
    if (longest != Duration::zero() && loop::on_wait) loop::on_wait(longest);
    return real();
  });
}

Duration to_duration(int timeout_ms) {
  return timeout_ms < 0 ? Duration::max() : std::chrono::milliseconds(timeout_ms);
}

Duration to_duration(const timespec& timeout) {
  return std::chrono::seconds(timeout.tv_sec) + Duration(timeout.tv_nsec);
}

bool installs_handler(const struct sigaction* action) {
  return action != nullptr && action->sa_handler != SIG_DFL && action->sa_handler != SIG_IGN;
}

/// EPOLL_CTL_ADD, _DEL, _MOD are 1, 2, 3, for ever.
Call control(int operation) {
  if (operation == 1) return Call::epoll_ctl_add;
  return operation == 2 ? Call::epoll_ctl_remove : Call::epoll_ctl_modify;
}

}  // namespace

extern "C" {

int __real_eventfd(unsigned initial, int flags);
int __wrap_eventfd(unsigned initial, int flags) {
  return pass(Call::eventfd, [&] { return __real_eventfd(initial, flags); });
}

int __real_epoll_create1(int flags);
int __wrap_epoll_create1(int flags) {
  return pass(Call::epoll_create1, [&] { return __real_epoll_create1(flags); });
}

int __real_epoll_ctl(int epoll, int operation, int descriptor, epoll_event* event);
int __wrap_epoll_ctl(int epoll, int operation, int descriptor, epoll_event* event) {
  return pass(control(operation),
              [&] { return __real_epoll_ctl(epoll, operation, descriptor, event); });
}

int __real_epoll_wait(int epoll, epoll_event* events, int size, int timeout_ms);
int __wrap_epoll_wait(int epoll, epoll_event* events, int size, int timeout_ms) {
  return pass_wait(Call::epoll_wait, to_duration(timeout_ms),
                   [&] { return __real_epoll_wait(epoll, events, size, timeout_ms); });
}

int __real_epoll_pwait2(int epoll, epoll_event* events, int size, const timespec* timeout,
                        const sigset_t* mask);
int __wrap_epoll_pwait2(int epoll, epoll_event* events, int size, const timespec* timeout,
                        const sigset_t* mask) {
  return pass_wait(Call::epoll_pwait2, to_duration(*timeout),
                   [&] { return __real_epoll_pwait2(epoll, events, size, timeout, mask); });
}

int __real_poll(pollfd* polled, nfds_t size, int timeout_ms);
int __wrap_poll(pollfd* polled, nfds_t size, int timeout_ms) {
  return pass_wait(Call::poll, to_duration(timeout_ms),
                   [&] { return __real_poll(polled, size, timeout_ms); });
}

int __real_ppoll(pollfd* polled, nfds_t size, const timespec* timeout, const sigset_t* mask);
int __wrap_ppoll(pollfd* polled, nfds_t size, const timespec* timeout, const sigset_t* mask) {
  return pass_wait(Call::ppoll, to_duration(*timeout),
                   [&] { return __real_ppoll(polled, size, timeout, mask); });
}

int __real_fstat(int descriptor, struct stat* status);
int __wrap_fstat(int descriptor, struct stat* status) {
  return pass(Call::fstat, [&] { return __real_fstat(descriptor, status); });
}

int __real_pipe(int* ends);
int __wrap_pipe(int* ends) {
  return pass(Call::pipe, [&] { return __real_pipe(ends); });
}

int __real_pipe2(int* ends, int flags);
int __wrap_pipe2(int* ends, int flags) {
  return pass(Call::pipe2, [&] { return __real_pipe2(ends, flags); });
}

/// With the commands that take a number.
int __real_fcntl(int descriptor, int command, ...);
int __wrap_fcntl(int descriptor, int command, ...) {
  std::va_list arguments;
  va_start(arguments, command);
  const int argument = va_arg(arguments, int);
  va_end(arguments);
  return pass(Call::fcntl, [&] { return __real_fcntl(descriptor, command, argument); });
}

int __real_sigaction(int signal, const struct sigaction* action, struct sigaction* previous);
int __wrap_sigaction(int signal, const struct sigaction* action, struct sigaction* previous) {
  const auto real = [&] { return __real_sigaction(signal, action, previous); };
  return installs_handler(action) ? pass(Call::sigaction, real) : real();
}

ssize_t __real_read(int descriptor, void* bytes, std::size_t size);
ssize_t __wrap_read(int descriptor, void* bytes, std::size_t size) {
  return pass(Call::read, [&] { return __real_read(descriptor, bytes, size); });
}

ssize_t __real_write(int descriptor, const void* bytes, std::size_t size);
ssize_t __wrap_write(int descriptor, const void* bytes, std::size_t size) {
  return pass(Call::write, [&] { return __real_write(descriptor, bytes, size); });
}

int __real_close(int descriptor);
int __wrap_close(int descriptor) {
  const int result = __real_close(descriptor);
  return pass(Call::close, [&] { return result; });
}

int pthread_create(pthread_t* thread, const pthread_attr_t* attributes, void* (*start)(void*),
                   void* argument) noexcept {
  static const auto real =
      reinterpret_cast<decltype(&pthread_create)>(::dlsym(RTLD_NEXT, "pthread_create"));
  const int error = loop::interception::count(Call::pthread_create);
  return error != 0 ? error : real(thread, attributes, start, argument);
}

}  // extern "C"
