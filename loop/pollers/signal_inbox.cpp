// SPDX-License-Identifier: MIT
//
// Signals of POSIX.
#include "loop/pollers/signal_inbox.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstddef>
#include <mutex>
#include <system_error>
#include <thread>

#include "loop/interleaving.h"
#include "loop/pollers/signal_action.h"

namespace loop {

static_assert(std::atomic<std::uint64_t>::is_always_lock_free);
static_assert(std::atomic<std::uint32_t>::is_always_lock_free);
static_assert(std::atomic<SignalInbox*>::is_always_lock_free);

struct SignalInboxLayout {
  static_assert(alignof(SignalInbox) == line_size_bytes);
  static_assert(sizeof(SignalInbox) == 2 * line_size_bytes);
  static_assert(offsetof(SignalInbox, watched_) == 0);
  static_assert(offsetof(SignalInbox, pending_) == line_size_bytes);
};

/// What belongs to the process: all inboxes, and its actions for the signals that they watch.
class Signals {
 public:
  constexpr Signals() = default;

  SignalInbox& acquire(SignalInbox::Wake wake, void* context) {
    const std::lock_guard lock(mutex_);
    SignalInbox& inbox = find_free_or_add();
    inbox.is_taken_ = true;
    inbox.wake_ = wake;
    inbox.context_ = context;
    return inbox;
  }

  void release(SignalInbox& inbox) noexcept {
    const std::lock_guard lock(mutex_);
    inbox.is_taken_ = false;
  }

  void add_watcher(int signal);
  void remove_watcher(int signal) noexcept;

  /// Inside a signal handler.
  void deliver(int signal) noexcept {
    SignalInbox* inbox = first_.load(std::memory_order_acquire);
    for (; inbox != nullptr; inbox = inbox->next_) inbox->deliver(signal);
  }

 private:
  struct Watched {
    std::size_t watchers = 0;
    struct sigaction previous {};
  };

  static constexpr std::size_t signal_count = 65;  // as many as there are bits, and no signal 0

  SignalInbox& find_free_or_add() {
    SignalInbox* const first = first_.load(std::memory_order_relaxed);
    for (SignalInbox* inbox = first; inbox != nullptr; inbox = inbox->next_) {
      if (!inbox->is_taken_) return *inbox;
    }
    auto* added = new SignalInbox;
    added->next_ = first;
    first_.store(added, std::memory_order_release);
    return *added;
  }

  Mutex mutex_;
  std::atomic<SignalInbox*> first_{nullptr};  // its list only ever grows
  std::array<Watched, signal_count> watched_{};
};

namespace {

constinit Signals signals;

void on_signal(int signal) {
  const int saved_errno = errno;
  signals.deliver(signal);
  errno = saved_errno;
}

/// Whether its handler must not return: the instruction at fault would run again, for ever.
bool is_fault(int signal) {
  return signal == SIGSEGV || signal == SIGBUS || signal == SIGFPE || signal == SIGILL;
}

}  // namespace

void Signals::add_watcher(int signal) {
  const std::lock_guard lock(mutex_);
  Watched& watched = watched_[static_cast<std::size_t>(signal)];
  if (watched.watchers == 0) install_signal_action(signal, &on_signal, watched.previous);
  ++watched.watchers;
}

void Signals::remove_watcher(int signal) noexcept {
  const std::lock_guard lock(mutex_);
  Watched& watched = watched_[static_cast<std::size_t>(signal)];
  if (--watched.watchers == 0) restore_signal_action(signal, &on_signal, watched.previous);
}

SignalInbox& SignalInbox::acquire(Wake wake, void* context) {
  return signals.acquire(wake, context);
}

void SignalInbox::release(SignalInbox* inbox) noexcept {
  signals.release(*inbox);
}

/// Watches first and installs then, so that the first signal that does not do what it did before
/// is not lost. What an earlier watch left is none of this one's.
void SignalInbox::watch(int signal) {
  if (signal < 1 || signal > 64 || is_fault(signal)) {
    throw std::system_error(EINVAL, std::generic_category(), "watch_signal");
  }
  reach(Point::watch_signal);
  pending_.fetch_and(~bit_of(signal));
  watched_.fetch_or(bit_of(signal));
  try {
    signals.add_watcher(signal);
  } catch (...) {
    watched_.fetch_and(~bit_of(signal));
    throw;
  }
}

/// The wait is short: handlers that come now do not enter any more, and those inside block on
/// nothing.
void SignalInbox::unwatch(int signal) noexcept {
  signals.remove_watcher(signal);
  reach(Point::watch_signal);
  watched_.fetch_and(~bit_of(signal));
  if (watched_.load() != 0) return;
  while (visitors_.load() != 0) {
    reach(Point::watch_signal);
    std::this_thread::yield();
  }
}

/// Inside a signal handler, on any thread. Looks again after it entered: either unwatch() sees it
/// inside and waits, or it sees that nothing is watched any more.
void SignalInbox::deliver(int signal) noexcept {
  reach(Point::deliver);
  if (!watches(signal)) return;
  reach(Point::deliver);
  visitors_.fetch_add(1);
  reach(Point::deliver);
  if (watches(signal)) {
    reach(Point::deliver);
    pending_.fetch_or(bit_of(signal));
    wake_(context_);
  }
  reach(Point::deliver);
  visitors_.fetch_sub(1);
}

}  // namespace loop
