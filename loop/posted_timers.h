// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <mutex>
#include <utility>

#include "layoutcheck/annotations.h"
#include "loop/clock.h"
#include "loop/interleaving.h"
#include "loop/pollers/line_size.h"
#include "loop/slot_table.h"
#include "loop/task.h"
#include "loop/timer_queue.h"

namespace loop {

/// Timers of any thread, on their way to the queue of the loop that runs them.
///
/// A thread that sets a timer cannot wait for the loop to name it, so the timer gets an id here,
/// under a mutex, and the loop's thread remembers which timer of its queue answers to that id. The
/// ids have a bit that the queue's own ids never have. Allocates only when more timers are
/// outstanding than ever before.
class LAYOUT_ISOLATED alignas(line_size_bytes) PostedTimers {
 public:
  PostedTimers() = default;
  PostedTimers(const PostedTimers&) = delete;
  PostedTimers& operator=(const PostedTimers&) = delete;
  ~PostedTimers() { clear(); }

  /// Whether an id was given by add(). Any thread.
  static bool is_posted(TimerId id) noexcept {
    return (static_cast<std::uint64_t>(id) & posted_bit) != 0;
  }

  /// Any thread. TimerId::none, and the task is destroyed, after close(). Without an interval the
  /// timer happens once. Moves the task under the mutex, so that moving captures must not come back
  /// here. Throws std::bad_alloc.
  TimerId add(TimePoint deadline, Duration interval, Task&& task);

  /// Any thread: refuses all later timers. Those that were accepted stay.
  void close() noexcept;

  /// Owner: sets all timers that wait here, in the order of add(). Throws std::bad_alloc; what is
  /// not set then waits on.
  void set_all(TimerQueue& queue);

  /// Owner: the id that the queue knows the timer by. TimerId::none if it waits or has ended.
  TimerId own_id(TimerId id) noexcept;

  /// Owner: destroys the timers that wait to be set, and returns how many.
  std::size_t clear() noexcept;

  static constexpr Duration once = Duration::min();

 private:
  struct Timer {
    std::uint64_t id;
    TimePoint deadline;
    Duration interval;
    Timer* next;  // in the list of those that wait
    TimerId own_id = TimerId::none;
    Task task;
  };

  /// Ends a timer with the task that holds it.
  class Hold {
   public:
    Hold(PostedTimers& owner, Timer& timer) noexcept : owner_(&owner), timer_(&timer) {}
    Hold(Hold&& other) noexcept
        : owner_(other.owner_), timer_(std::exchange(other.timer_, nullptr)) {}
    Hold& operator=(Hold&&) = delete;
    ~Hold() {
      if (timer_ != nullptr) owner_->end(*timer_);
    }

    void operator()() const { timer_->task(); }

   private:
    PostedTimers* owner_;
    Timer* timer_;
  };

  static constexpr std::uint64_t posted_bit = std::uint64_t{1} << 31;  // slots never come so far

  void set(Timer& timer, TimerQueue& queue);
  Timer* take_waiting() noexcept;
  void end(Timer& timer) noexcept;

  // Every thread writes under the mutex; setting timers from elsewhere is rare.
  LAYOUT_WRITTEN_BY(under_mutex) Mutex mutex_;
  LAYOUT_WRITTEN_BY(under_mutex) bool is_closed_ = false;
  LAYOUT_WRITTEN_BY(under_mutex) Timer* first_ = nullptr;
  LAYOUT_WRITTEN_BY(under_mutex) Timer* last_ = nullptr;
  LAYOUT_WRITTEN_BY(under_mutex) SlotTable<Timer> table_;
};

}  // namespace loop
