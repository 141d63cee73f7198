// SPDX-License-Identifier: MIT
//
// The layout of the loop's structures, pinned: every compiler that builds the loop proves again
// which fields lie on which lines. layoutcheck proves from the same headers that no two writers
// share one. A pin that fails asks for one or the other: undo the change, or check and move it.
#include <cstddef>

#include "loop/loop.h"
#include "loop/pollers/line_size.h"

// Offsets in classes that are not of standard layout are "conditionally supported"; gcc, clang and
// MSVC support them where there are no virtual bases, and there are none here.
#pragma GCC diagnostic ignored "-Winvalid-offsetof"

namespace loop {

constexpr std::size_t line(std::size_t number) {
  return number * line_size_bytes;
}

struct LoopLayout {
  static_assert(alignof(Loop) == line_size_bytes);
  static_assert(sizeof(Loop) % line_size_bytes == 0);

  // Producers, with the owner's halves inside on lines of their own; the state; read-mostly.
  static_assert(offsetof(Loop, external_ingress_) == line(0));
  static_assert(offsetof(Loop, internal_ingress_) == line(2));
  static_assert(offsetof(Loop, state_) == line(4));
  static_assert(offsetof(Loop, is_closing_) == line(5));
  static_assert(offsetof(Loop, poller_) < line(6));

  // The owner: what a post, a callback and a turn touch lies on the first line.
  static_assert(offsetof(Loop, external_) == line(6));
  static_assert(offsetof(Loop, is_now_stale_) < line(7));
  static_assert(offsetof(Loop, internal_) == line(7));
  static_assert(offsetof(Loop, timers_) % line_size_bytes == 0);

  // What comes from other threads, but rarely.
  static_assert(offsetof(Loop, has_arrivals_) % line_size_bytes == 0);
  static_assert(offsetof(Loop, has_arrivals_) >= offsetof(Loop, outer_) + sizeof(Loop*));
  static_assert(offsetof(Loop, posted_timers_) == offsetof(Loop, has_arrivals_) + line(1));

  // The ends of its life.
  static_assert(offsetof(Loop, life_mutex_) % line_size_bytes == 0);
  static_assert(offsetof(Loop, life_mutex_) >= offsetof(Loop, posted_timers_) + line(1));
  static_assert(offsetof(Loop, workers_) % line_size_bytes == 0);
};

struct TimerQueueLayout {
  static_assert(alignof(TimerQueue) == line_size_bytes);
  static_assert(offsetof(TimerQueue, current_ns_) == line(0));
  static_assert(offsetof(TimerQueue, occupied_levels_) < line(1));
};

struct LockFreeIngressLayout {
  static_assert(alignof(LockFreeIngress) == line_size_bytes);
  static_assert(sizeof(LockFreeIngress) == line(2));
  static_assert(offsetof(LockFreeIngress, head_) == line(0));
  static_assert(offsetof(LockFreeIngress, claimed_) == line(1));
};

static_assert(alignof(FastState) == line_size_bytes);
static_assert(sizeof(FastState) == line(1));
static_assert(sizeof(MicrotaskRing) == 64);
static_assert(sizeof(TaskNode) == 64 && alignof(TaskNode) == 64);

}  // namespace loop
