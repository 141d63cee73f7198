// SPDX-License-Identifier: MIT
//
// The seam between the loop and the operating system.
//
// To add a poller: 1. derive from Poller in <name>_poller.cpp, and name that file in
// loop/CMakeLists.txt for the systems that have it; 2. declare make_<name>_poller() here and choose
// it in default_poller.cpp; 3. add it to loop/tests/support/pollers.h: the conformance suite says
// what is wrong with it.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <span>

namespace loop {

/// What a descriptor is ready for, or what a watcher wants to hear of. Bits, combined with `|`.
///
/// - read: reading does not block. There are bytes, or the end of them: a peer that only stopped
///   writing (half-close) is `read` and no more, for it may still wait for our answer.
/// - write: writing does not block.
/// - error: an error is pending; the next operation tells which. Also a pipe that nobody reads any
///   more (on some systems a hang_up).
/// - hang_up: the peer is gone in both directions; for the read end of a pipe, all writers are.
///   What it wrote before can still be read.
enum class Readiness : std::uint32_t { none = 0, read = 1, write = 2, error = 4, hang_up = 8 };

constexpr Readiness operator|(Readiness a, Readiness b) noexcept {
  return static_cast<Readiness>(static_cast<std::uint32_t>(a) | static_cast<std::uint32_t>(b));
}

constexpr Readiness operator&(Readiness a, Readiness b) noexcept {
  return static_cast<Readiness>(static_cast<std::uint32_t>(a) & static_cast<std::uint32_t>(b));
}

/// Whether `all` and `some` have a bit in common.
constexpr bool has(Readiness all, Readiness some) noexcept {
  return (all & some) != Readiness::none;
}

/// When readiness is reported: while it lasts; when it begins; once, until the next modify().
enum class Trigger : std::uint8_t { level, edge, one_shot };

/// One ready descriptor. `token` is what add() or the last modify() was given.
struct Event {
  std::uint64_t token;
  Readiness readiness;
};

/// Waits until descriptors are ready, a time has come, or another thread calls wake().
///
/// All functions but wake() belong to the loop's thread. They throw std::system_error with the
/// operating system's reason, and then have no effect.
///
/// A descriptor ought to be removed before it is closed. Closing it first also ends the watch, if
/// nobody else holds the same open file (dup(), a child process): it is not reported any more and
/// does not end a wait.
class Poller {
 public:
  using TimePoint = std::chrono::steady_clock::time_point;

  /// A deadline for wait() that does not wait, and one that never comes.
  static constexpr TimePoint do_not_wait = TimePoint::min();
  static constexpr TimePoint forever = TimePoint::max();

  Poller() = default;
  Poller(const Poller&) = delete;
  Poller& operator=(const Poller&) = delete;
  virtual ~Poller() = default;

  /// Whether this poller knows the trigger; add() and modify() throw not_supported if not.
  virtual bool supports(Trigger trigger) const noexcept = 0;

  /// Starts to watch. Errors and hang-ups are reported whether asked for or not. `token` comes
  /// back with the events; any value but the greatest. Throws bad_file_descriptor for a closed
  /// descriptor, file_exists if it is watched already, operation_not_permitted for regular files
  /// and directories, which are always ready.
  virtual void add(int descriptor, std::uint64_t token, Readiness interest, Trigger trigger) = 0;

  /// Replaces what add() was given, and arms again: what is ready now is reported once more.
  /// Throws bad_file_descriptor for a closed descriptor, no_such_file_or_directory if it is not
  /// watched.
  virtual void modify(int descriptor, std::uint64_t token, Readiness interest, Trigger trigger) = 0;

  /// Stops watching. One that is not watched, or was closed meanwhile, is no error.
  virtual void remove(int descriptor) noexcept = 0;

  /// Waits at the latest until `deadline` (of the steady clock); signals do not shorten it.
  /// Each descriptor appears at most once. The events are valid until the next wait(). A wake-up
  /// ends the wait and is not reported.
  virtual std::span<const Event> wait(TimePoint deadline) = 0;

  /// Ends the present wait(), or the next one. Any thread; safe in a signal handler.
  virtual void wake() noexcept = 0;
};

/// Linux epoll: every trigger; deadlines in nanoseconds where the kernel has epoll_pwait2 (5.11),
/// otherwise rounded up to milliseconds; at most 256 events per wait, in turn. It watches the open
/// file, so a descriptor that was closed while a duplicate lives on is still reported. It refuses
/// some devices that are always ready, such as /dev/null.
std::unique_ptr<Poller> make_epoll_poller();

/// poll(2), for any POSIX system: level and one-shot triggers; deadlines in nanoseconds where the
/// system has ppoll, otherwise rounded up to milliseconds; a wait costs time for every descriptor
/// that is watched, and reports all that are ready. It watches the number: one that was closed and
/// is in use again keeps its watch until add(), modify() or remove() names it. The first two tell
/// the files apart by their device and inode, so the two ends of one pipe look the same.
std::unique_ptr<Poller> make_poll_poller();

/// The best poller of this platform.
std::unique_ptr<Poller> make_default_poller();

}  // namespace loop
