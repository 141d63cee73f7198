// SPDX-License-Identifier: MIT
#include "reports/evidence/local_process_runner.h"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <system_error>

namespace reports {
namespace {

using Clock = std::chrono::steady_clock;
constexpr Clock::time_point never = Clock::time_point::max();

class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {
    if (number < 0) throw std::system_error(errno, std::generic_category(), "running a command");
  }
  ~Descriptor() { close(); }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;

  int number() const { return number_; }  ///< -1 once closed: poll() ignores that
  void close() {
    if (number_ >= 0) ::close(number_);
    number_ = -1;
  }

 private:
  int number_;
};

/// While it lives, the signals that concern a child arrive through a descriptor.
class SignalQueue {
 public:
  SignalQueue() : descriptor_(block(before_)) {}
  ~SignalQueue() { ::pthread_sigmask(SIG_SETMASK, &before_, nullptr); }

  int descriptor() const { return descriptor_.number(); }
  const sigset_t& mask_before() const { return before_; }

  /// The next signal; 0 if none waits.
  int next() const {
    signalfd_siginfo info{};
    if (::read(descriptor(), &info, sizeof info) != static_cast<ssize_t>(sizeof info)) return 0;
    return static_cast<int>(info.ssi_signo);
  }

 private:
  static int block(sigset_t& before) {
    sigset_t signals;
    ::sigemptyset(&signals);
    for (const int signal : {SIGCHLD, SIGINT, SIGTERM, SIGHUP}) ::sigaddset(&signals, signal);
    ::pthread_sigmask(SIG_BLOCK, &signals, &before);
    return ::signalfd(-1, &signals, SFD_CLOEXEC | SFD_NONBLOCK);
  }

  sigset_t before_{};
  Descriptor descriptor_;
};

/// Starts `argv` in a process group of its own, writing to `output`. Returns 0 or an errno.
int start(const std::vector<std::string>& argv, int output, const sigset_t& mask, pid_t& child) {
  std::vector<char*> arguments;
  for (const std::string& argument : argv) arguments.push_back(const_cast<char*>(argument.c_str()));
  arguments.push_back(nullptr);

  posix_spawn_file_actions_t actions;
  ::posix_spawn_file_actions_init(&actions);
  ::posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  ::posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO);
  ::posix_spawn_file_actions_adddup2(&actions, output, STDERR_FILENO);
  posix_spawnattr_t attributes;
  ::posix_spawnattr_init(&attributes);
  ::posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK);
  ::posix_spawnattr_setpgroup(&attributes, 0);
  ::posix_spawnattr_setsigmask(&attributes, &mask);
  const int failure =
      ::posix_spawnp(&child, arguments[0], &actions, &attributes, arguments.data(), ::environ);
  ::posix_spawnattr_destroy(&attributes);
  ::posix_spawn_file_actions_destroy(&actions);
  return failure;
}

/// Hands on everything that can be read now. Returns false once every writer is gone.
bool forward_output(int output, const OnOutput& on_output) {
  std::array<char, 65536> buffer;
  for (;;) {
    const ssize_t size = ::read(output, buffer.data(), buffer.size());
    if (size > 0) {
      on_output({buffer.data(), static_cast<std::size_t>(size)});
    } else if (size == 0) {
      return false;
    } else if (errno != EINTR) {
      return true;
    }
  }
}

/// Hands signals on to the child's group; returns the child's wait status once it ended.
std::optional<int> take_signals(const SignalQueue& signals, pid_t child) {
  for (int signal = signals.next(); signal != 0; signal = signals.next()) {
    if (signal != SIGCHLD) ::kill(-child, signal);
  }
  int status = 0;
  if (::waitpid(child, &status, WNOHANG) != child) return std::nullopt;
  return status;
}

/// How long poll() may wait, in its own terms: -1 is for ever.
int wait_ms(Clock::time_point deadline) {
  if (deadline == never) return -1;
  const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - Clock::now()).count();
  return static_cast<int>(std::clamp<std::int64_t>(left, 0, 1'000'000));
}

ProcessEnd describe(int status, bool timed_out) {
  ProcessEnd end;
  if (WIFEXITED(status)) end.exit_code = WEXITSTATUS(status);
  if (WIFSIGNALED(status)) end.signal = WTERMSIG(status);
  end.end = timed_out ? RunEnd::timed_out : end.signal ? RunEnd::signaled : RunEnd::exited;
  return end;
}

ProcessEnd wait(pid_t child, Descriptor& output, const SignalQueue& signals,
                Clock::time_point deadline, const OnOutput& on_output) {
  bool timed_out = false;
  for (;;) {
    std::array<pollfd, 2> ready = {
        {{output.number(), POLLIN, 0}, {signals.descriptor(), POLLIN, 0}}};
    ::poll(ready.data(), ready.size(), wait_ms(deadline));
    // In this order: what a child wrote before it ended is there to read once we know that it did.
    const auto status = take_signals(signals, child);
    if (output.number() >= 0 && !forward_output(output.number(), on_output)) output.close();
    if (status) return describe(*status, timed_out);
    if (Clock::now() >= deadline) {
      ::kill(-child, SIGKILL);
      timed_out = true;
      deadline = never;
    }
  }
}

}  // namespace

ProcessEnd LocalProcessRunner::run(const std::vector<std::string>& argv,
                                   std::optional<std::chrono::milliseconds> timeout,
                                   const OnOutput& on_output) {
  int ends[2] = {-1, -1};
  if (::pipe2(ends, O_CLOEXEC) != 0) ends[0] = ends[1] = -1;
  Descriptor read_end(ends[0]);
  Descriptor write_end(ends[1]);
  ::fcntl(read_end.number(), F_SETFL, O_NONBLOCK);
  const SignalQueue signals;

  const Clock::time_point started = Clock::now();
  pid_t child = 0;
  if (const int failure = start(argv, write_end.number(), signals.mask_before(), child)) {
    ProcessEnd end;
    end.error = std::generic_category().message(failure);
    return end;
  }
  write_end.close();
  const Clock::time_point deadline = timeout ? started + *timeout : never;
  ProcessEnd end = wait(child, read_end, signals, deadline, on_output);
  end.duration_ms =
      std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - started).count();
  return end;
}

}  // namespace reports
