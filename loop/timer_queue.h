// SPDX-License-Identifier: MIT
//
// Timers in a hierarchical wheel of nanoseconds: a radix sort spread over time.
//
// Level k has 64 slots and looks at the k-th group of 6 bits of a deadline. A timer lies on the
// level of the highest group in which its deadline differs from `current_`, the time up to which
// the wheel was opened. So all timers of a slot share the higher groups with `current_`, all
// timers of a lower level come before all of a higher one, and bitmaps find the first slot.
// Setting and cancelling are list operations; only timers that come near are moved, each at most
// once per level. Opening a slot keeps its order, which is why equal deadlines stay first in,
// first out without a sequence number: at any time they lie in the same list.
#pragma once

#include <array>
#include <bit>
#include <cassert>
#include <cstddef>
#include <cstdint>

#include "layoutcheck/annotations.h"
#include "loop/clock.h"
#include "loop/pollers/line_size.h"
#include "loop/slot_table.h"
#include "loop/task.h"

namespace loop {

/// Names one timer of one loop, and means nothing to another loop. Never used twice, so that
/// cancelling a timer that already ran is safe and does nothing. The value 0 names no timer.
enum class TimerId : std::uint64_t { none = 0 };

/// The timers of one loop, soonest first, first in first out among equal deadlines.
///
/// Knows no clock: the caller says what time it is. Belongs to one thread. Allocates only when
/// more timers are outstanding than ever before.
class LAYOUT_ISOLATED TimerQueue {
 public:
  /// The latest deadline, 36 years after the clock's epoch: later ones are taken for it.
  static constexpr TimePoint latest_deadline{Duration{(std::int64_t{1} << 60) - 1}};

  TimerQueue() noexcept;
  TimerQueue(const TimerQueue&) = delete;
  TimerQueue& operator=(const TimerQueue&) = delete;
  ~TimerQueue() = default;

  /// Makes room for one timer: the next add() does not throw. Throws std::bad_alloc.
  void reserve_one() { table_.reserve_one(); }

  /// Adds a timer. A deadline before the time that the queue knows is taken for that time. Throws
  /// std::bad_alloc.
  TimerId add(TimePoint deadline, Task&& task);

  /// Adds a timer that comes back at multiples of `interval` after its first deadline, as long as
  /// it is not cancelled. Those that are not after the time at which it was claimed are left out.
  /// Throws std::bad_alloc.
  TimerId add_repeating(TimePoint first_deadline, Duration interval, Task&& task);

  /// Makes sure that the timer does not run any more, and destroys its task, if it is not running
  /// right now. False if it was cancelled, or happens once and has begun.
  bool cancel(TimerId id) noexcept;

  /// Gives the timer a new deadline, behind others that have the same; a repeating one counts its
  /// multiples from there. False where cancel() is false.
  bool rearm(TimerId id, TimePoint deadline) noexcept;

  /// Whether the timer counts in has_referenced(); it does when it is added. False where cancel()
  /// is false.
  bool set_referenced(TimerId id, bool is_referenced) noexcept;

  /// Says what time it is; not while a callback runs, for which the time stands still. Not
  /// necessary, but timers that are then added without delay cost less.
  void advance_to(TimePoint now) noexcept {
    assert(running_ == nullptr);
    open_until(to_nanoseconds(now));
  }

  /// Claims every timer due at `now`, which must not be before the last call's, behind what is
  /// claimed already. Timers that are added later wait for the next claim.
  void claim_due(TimePoint now) noexcept {
    advance_to(now);
    append(due_, ready_);
  }

  bool has_claimed() const noexcept { return !is_empty(due_); }

  /// Takes the first claimed timer out, calls `call(task)`, and destroys the task, or sets the
  /// timer anew if it repeats; even if the call throws.
  template <typename Call>
  void pop(Call&& call) {
    const Claimed claimed(*this);
    call(claimed.timer.task);
  }

  /// A time not after the soonest deadline, at which a claim finds some, or TimePoint::max().
  /// Exact unless the soonest of several neighbours was cancelled; then it may be early, once.
  TimePoint next_deadline() const noexcept;

  /// A timer that repeats is among them also while it runs.
  bool empty() const noexcept { return size_ == 0; }
  std::size_t size() const noexcept { return size_; }

  /// Whether a timer is outstanding that counts.
  bool has_referenced() const noexcept { return size_ != unreferenced_; }

  /// Destroys all tasks without running them and returns how many.
  std::size_t clear() noexcept;

 private:
  static constexpr unsigned bits_per_level = 6;
  static constexpr std::size_t slots_per_level = std::size_t{1} << bits_per_level;
  static constexpr std::size_t level_count = 10;

  /// A place in a circular list.
  struct Link {
    Link* previous;
    Link* next;
  };

  struct Timer : Link {
    std::uint64_t deadline_ns;
    std::uint64_t interval_ns : 63;
    std::uint64_t is_unreferenced : 1;
    std::uint64_t id;
    Task task;
  };

  struct Slot : Link {
    std::uint64_t soonest_ns;  // of all timers that came here since it was empty
  };

  /// The first claimed timer while its callback runs: in no list, and placed again or recycled at
  /// the end, depending on whether its id still holds.
  struct Claimed {
    explicit Claimed(TimerQueue& owner) noexcept
        : queue(owner), timer(first_of(owner.due_)), id(timer.id) {
      queue.begin(timer);
    }
    Claimed(const Claimed&) = delete;
    Claimed& operator=(const Claimed&) = delete;
    ~Claimed() { queue.end(timer, id); }

    TimerQueue& queue;
    Timer& timer;
    std::uint64_t id;
  };

  static constexpr std::uint64_t once = ~std::uint64_t{0} >> 1;

  static std::uint64_t to_nanoseconds(TimePoint time) noexcept;
  static bool is_empty(const Link& list) noexcept { return list.next == &list; }
  static void make_empty(Link& list) noexcept { list.previous = list.next = &list; }
  static Timer& first_of(Link& list) noexcept { return static_cast<Timer&>(*list.next); }
  static void push(Link& list, Link& link) noexcept;
  static void unlink(Link& link) noexcept;
  static void append(Link& list, Link& source) noexcept;

  std::size_t slot_of(std::uint64_t deadline_ns) const noexcept;
  TimerId add(std::uint64_t deadline_ns, std::uint64_t interval_ns, Task&& task);
  void uncount(const Timer& timer) noexcept;
  void take_out(Timer& timer) noexcept;
  void place(Timer& timer) noexcept;
  void mark_empty(std::size_t slot) noexcept;
  void empty_slot(std::size_t slot, Link& into) noexcept;
  void begin(Timer& timer) noexcept;
  void end(Timer& timer, std::uint64_t id) noexcept;
  std::uint64_t next_multiple(const Timer& timer) const noexcept;
  void recycle(Timer& timer) noexcept;

  std::size_t first_slot() const noexcept;
  std::uint64_t start_of(std::size_t slot) const noexcept;
  void open_until(std::uint64_t now_ns) noexcept;
  void open(std::size_t slot) noexcept;

  friend struct TimerQueueLayout;

  // Owner's, all of it: the first line serves most operations, the slots are touched one by one.
  LAYOUT_WRITTEN_BY(owner) alignas(line_size_bytes) std::uint64_t current_ns_ = 0;
  LAYOUT_WRITTEN_BY(owner) std::size_t size_ = 0;
  LAYOUT_WRITTEN_BY(owner) Link due_;    // claimed, in order
  LAYOUT_WRITTEN_BY(owner) Link ready_;  // deadline not after current_ns_, in order
  LAYOUT_WRITTEN_BY(owner) std::size_t unreferenced_ = 0;       // of size_
  LAYOUT_WRITTEN_BY(owner) std::uint32_t occupied_levels_ = 0;  // bit: the level has timers
  LAYOUT_WRITTEN_BY(owner) bool is_running_rearmed_ = false;
  LAYOUT_WRITTEN_BY(owner) std::array<std::uint64_t, level_count> occupied_slots_{};  // same, slots
  LAYOUT_WRITTEN_BY(owner) Timer* running_ = nullptr;
  LAYOUT_WRITTEN_BY(owner) SlotTable<Timer> table_;
  LAYOUT_WRITTEN_BY(owner) std::array<Slot, level_count * slots_per_level> slots_;
};

}  // namespace loop
