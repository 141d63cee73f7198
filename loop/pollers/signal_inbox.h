// SPDX-License-Identifier: MIT
//
// The seam between a loop and the process's signals.
#pragma once

#include <atomic>
#include <cstdint>

#include "layoutcheck/annotations.h"
#include "loop/interleaving.h"
#include "loop/pollers/line_size.h"

namespace loop {

/// The signals that arrived for one loop. Every loop that watches a signal gets it.
///
/// The process's signal handlers run on any thread, between any two instructions, and look at
/// every inbox. So they only touch lock-free atomics, and inboxes are never destroyed: the process
/// keeps them for later loops. All functions are the owner's, who is one thread at a time.
class alignas(line_size_bytes) SignalInbox {
 public:
  /// Called with `context` when a signal arrived, inside a signal handler, on any thread.
  using Wake = void (*)(void* context) noexcept;

  /// An inbox that watches nothing. Throws std::bad_alloc.
  static SignalInbox& acquire(Wake wake, void* context);

  /// Gives it back. Nothing may be watched any more.
  static void release(SignalInbox* inbox) noexcept;

  SignalInbox(const SignalInbox&) = delete;
  SignalInbox& operator=(const SignalInbox&) = delete;

  /// From now on this signal arrives here. The process's action for it is replaced if this is the
  /// first inbox that watches it. Not to be repeated before unwatch(). Throws std::system_error:
  /// invalid_argument if there is no such signal, or if it cannot be watched.
  void watch(int signal);

  /// The last inbox that watched the signal restores the action that was there before, unless
  /// somebody has replaced it meanwhile. After the last signal `wake` is neither running nor
  /// called any more.
  void unwatch(int signal) noexcept;

  /// Whether anything waits. Sequentially consistent: the owner's half of the rule in FastState.
  bool empty() const noexcept {
    reach(Point::look_at_signals);
    return pending_.load(std::memory_order_seq_cst) == 0;
  }

  /// Takes what arrived, as bits: test it with has_signal(). One load if nothing did.
  std::uint64_t take() noexcept {
    reach(Point::look_at_signals);
    if (pending_.load(std::memory_order_relaxed) == 0) return 0;
    return pending_.exchange(0, std::memory_order_acq_rel);
  }

  static constexpr bool has_signal(std::uint64_t bits, int signal) noexcept {
    return (bits & bit_of(signal)) != 0;
  }

 private:
  friend struct SignalInboxLayout;
  friend class Signals;

  SignalInbox() = default;

  static constexpr std::uint64_t bit_of(int signal) noexcept {
    return std::uint64_t{1} << (signal - 1);
  }
  bool watches(int signal) const noexcept { return has_signal(watched_.load(), signal); }
  void deliver(int signal) noexcept;

  LAYOUT_READ_MOSTLY std::atomic<std::uint64_t> watched_{0};
  LAYOUT_READ_MOSTLY Wake wake_ = nullptr;      // this and the next: written while
  LAYOUT_READ_MOSTLY void* context_ = nullptr;  // nothing is watched
  LAYOUT_READ_MOSTLY SignalInbox* next_ = nullptr;
  LAYOUT_READ_MOSTLY bool is_taken_ = false;

  // The owner clears what the handlers wrote.
  LAYOUT_WRITTEN_BY(handlers) alignas(line_size_bytes) std::atomic<std::uint64_t> pending_{0};
  LAYOUT_WRITTEN_BY(handlers) std::atomic<std::uint32_t> visitors_{0};  // handlers inside
};

}  // namespace loop
