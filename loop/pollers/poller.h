// SPDX-License-Identifier: MIT
//
// The seam between the loop and the operating system.
//
// To add a poller: 1. derive from Poller in <name>_poller.cpp; 2. declare make_<name>_poller()
// here and name it in make_default_poller(); 3. add it to the conformance suite's list.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <span>

namespace loop {

/// What a descriptor is ready for, or what a watcher wants to hear of. Bits, combined with `|`.
enum class Readiness : std::uint32_t { none = 0, read = 1, write = 2, error = 4, hang_up = 8 };

constexpr Readiness operator|(Readiness a, Readiness b) noexcept {
  return static_cast<Readiness>(static_cast<std::uint32_t>(a) | static_cast<std::uint32_t>(b));
}

/// Whether `all` and `some` have a bit in common.
constexpr bool has(Readiness all, Readiness some) noexcept {
  return (static_cast<std::uint32_t>(all) & static_cast<std::uint32_t>(some)) != 0;
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
/// operating system's reason (a closed descriptor: bad_file_descriptor; one that is watched
/// already: file_exists).
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

  /// Starts to watch. Errors and hang-ups are reported whether asked for or not.
  virtual void add(int descriptor, std::uint64_t token, Readiness interest, Trigger trigger) = 0;
  virtual void modify(int descriptor, std::uint64_t token, Readiness interest, Trigger trigger) = 0;

  /// Stops watching. A descriptor that was closed meanwhile is no error: closing removed it.
  virtual void remove(int descriptor) noexcept = 0;

  /// Waits at the latest until `deadline` (of the steady clock); signals do not shorten it.
  /// Each descriptor appears at most once. The events are valid until the next wait(). A wake-up
  /// ends the wait and is not reported.
  virtual std::span<const Event> wait(TimePoint deadline) = 0;

  /// Ends the present wait(), or the next one. Any thread; safe in a signal handler.
  virtual void wake() noexcept = 0;
};

/// Linux epoll: level, edge and one-shot; deadlines in nanoseconds where the kernel has
/// epoll_pwait2 (5.11), otherwise rounded up to milliseconds.
std::unique_ptr<Poller> make_epoll_poller();

/// The best poller of this platform.
std::unique_ptr<Poller> make_default_poller();

}  // namespace loop
