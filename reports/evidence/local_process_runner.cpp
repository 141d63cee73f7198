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
#include <initializer_list>
#include <span>
#include <system_error>

#include "reports/evidence/held_signals.h"

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

/// What a child writes into, and where we read it.
class Pipe {
 public:
  Pipe() : Pipe(open()) { ::fcntl(read_end.number(), F_SETFL, O_NONBLOCK); }

  Descriptor read_end;
  Descriptor write_end;

 private:
  explicit Pipe(std::array<int, 2> ends) : read_end(ends[0]), write_end(ends[1]) {}

  static std::array<int, 2> open() {
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) return {-1, -1};
    return ends;
  }
};

/// One of the outputs of a child.
struct Stream {
  Pipe pipe;
  const OnOutput& on_output;
};

/// While it lives, the signals that concern a child arrive through a descriptor.
class SignalQueue {
 public:
  SignalQueue() : descriptor_(block(before_)) {}
  ~SignalQueue() { ::pthread_sigmask(SIG_SETMASK, &before_, nullptr); }

  int descriptor() const { return descriptor_.number(); }

  /// What the child starts with: a HeldSignals of ours is not its business.
  sigset_t mask_of_child() const {
    sigset_t mask = before_;
    for (const int signal : {SIGINT, SIGTERM, SIGHUP}) ::sigdelset(&mask, signal);
    return mask;
  }

  /// The next signal; 0 if none waits.
  int next() const {
    signalfd_siginfo info{};
    if (::read(descriptor(), &info, sizeof info) != static_cast<ssize_t>(sizeof info)) return 0;
    return static_cast<int>(info.ssi_signo);
  }

 private:
  static int block(sigset_t& before) {
    sigset_t signals = interruptions();
    ::sigaddset(&signals, SIGCHLD);
    ::pthread_sigmask(SIG_BLOCK, &signals, &before);
    return ::signalfd(-1, &signals, SFD_CLOEXEC | SFD_NONBLOCK);
  }

  sigset_t before_{};
  Descriptor descriptor_;
};

/// Starts `argv` in a process group of its own, writing to `output` and `error`. Returns 0 or an
/// errno.
int start(const std::vector<std::string>& argv, int output, int error, const sigset_t& mask,
          pid_t& child) {
  std::vector<char*> arguments;
  for (const std::string& argument : argv) arguments.push_back(const_cast<char*>(argument.c_str()));
  arguments.push_back(nullptr);

  posix_spawn_file_actions_t actions;
  ::posix_spawn_file_actions_init(&actions);
  ::posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  ::posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO);
  ::posix_spawn_file_actions_adddup2(&actions, error, STDERR_FILENO);
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

/// A child, from its start to its end.
struct Child {
  pid_t id = 0;
  std::optional<int> forwarded = {};  ///< the last signal that was handed on

  /// Hands signals on to the child's group; returns its wait status once it ended.
  std::optional<int> take_signals(const SignalQueue& signals,
                                  const std::function<void()>& on_interruption) {
    for (int signal = signals.next(); signal != 0; signal = signals.next()) {
      if (signal == SIGCHLD) continue;
      ::kill(-id, signal == SIGINT && forwarded ? SIGKILL : signal);
      if (!forwarded) on_interruption();
      forwarded = signal;
    }
    int status = 0;
    if (::waitpid(id, &status, WNOHANG) != id) return std::nullopt;
    return status;
  }
};

/// How long poll() may wait, in its own terms: -1 is for ever.
int wait_ms(Clock::time_point deadline) {
  if (deadline == never) return -1;
  const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - Clock::now()).count();
  return static_cast<int>(std::clamp<std::int64_t>(left, 0, 1'000'000));
}

ProcessEnd describe(int status, bool timed_out, std::optional<int> forwarded) {
  ProcessEnd end;
  end.forwarded_signal = forwarded;
  if (WIFEXITED(status)) end.exit_code = WEXITSTATUS(status);
  if (WIFSIGNALED(status)) end.signal = WTERMSIG(status);
  end.end = timed_out ? RunEnd::timed_out : end.signal ? RunEnd::signaled : RunEnd::exited;
  return end;
}

ProcessEnd wait(Child child, std::span<Stream> streams, const SignalQueue& signals,
                Clock::time_point deadline, const std::function<void()>& on_interruption) {
  bool timed_out = false;
  for (;;) {
    std::vector<pollfd> ready = {{signals.descriptor(), POLLIN, 0}};
    for (const Stream& stream : streams)
      ready.push_back({stream.pipe.read_end.number(), POLLIN, 0});
    ::poll(ready.data(), ready.size(), wait_ms(deadline));
    // In this order: what a child wrote before it ended is there to read once we know that it did.
    const auto status = child.take_signals(signals, on_interruption);
    for (auto& [pipe, on_output] : streams) {
      Descriptor& output = pipe.read_end;
      if (output.number() >= 0 && !forward_output(output.number(), on_output)) output.close();
    }
    if (status) return describe(*status, timed_out, child.forwarded);
    if (Clock::now() >= deadline) {
      ::kill(-child.id, SIGKILL);
      timed_out = true;
      deadline = never;
    }
  }
}

/// The first of the streams takes the standard output, the last one standard error.
ProcessEnd run_into(std::span<Stream> streams, const std::vector<std::string>& argv,
                    std::optional<std::chrono::milliseconds> timeout,
                    const std::function<void()>& on_interruption) {
  const SignalQueue signals;
  const Clock::time_point started = Clock::now();
  Child child;
  if (const int failure =
          start(argv, streams.front().pipe.write_end.number(),
                streams.back().pipe.write_end.number(), signals.mask_of_child(), child.id)) {
    ProcessEnd end;
    end.error = std::generic_category().message(failure);
    return end;
  }
  for (Stream& stream : streams) stream.pipe.write_end.close();
  const Clock::time_point deadline = timeout ? started + *timeout : never;
  ProcessEnd end = wait(child, streams, signals, deadline, on_interruption);
  end.duration_ms =
      std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - started).count();
  return end;
}

}  // namespace

ProcessEnd LocalProcessRunner::run(const std::vector<std::string>& argv,
                                   std::optional<std::chrono::milliseconds> timeout,
                                   const OnOutput& on_output) {
  std::array<Stream, 1> both = {{{{}, on_output}}};
  return run_into(both, argv, timeout, on_interruption_);
}

ProcessEnd LocalProcessRunner::run_apart(const std::vector<std::string>& argv,
                                         const OnOutput& on_output, const OnOutput& on_error) {
  std::array<Stream, 2> streams = {{{{}, on_output}, {{}, on_error}}};
  return run_into(streams, argv, std::nullopt, on_interruption_);
}

}  // namespace reports
