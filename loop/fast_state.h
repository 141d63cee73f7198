// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <atomic>
#include <cassert>
#include <cstddef>
#include <cstdint>

#include "layoutcheck/annotations.h"
#include "loop/interleaving.h"
#include "loop/pollers/line_size.h"

namespace loop {

/// What a loop is doing.
enum class State : std::uint32_t {
  awake,        ///< alive, and nobody runs it: before run(), or between two calls of it
  running,      ///< a thread is inside run()
  sleeping,     ///< that thread waits in the poller
  terminating,  ///< was told to stop; what it accepted is being run or discarded
  terminated,   ///< nothing of the user's can run any more
};

inline constexpr std::size_t state_count = 5;

struct Transition {
  State from;
  State to;
};

/// Every move a loop can make, and who makes it.
inline constexpr std::array<Transition, 8> transitions{{
    {State::awake, State::running},           // loop's thread: run() begins
    {State::running, State::awake},           // loop's thread: run_once() or an exception leaves
    {State::running, State::sleeping},        // loop's thread: nothing to do
    {State::sleeping, State::running},        // loop's thread when the wait ends, or who wakes it
    {State::awake, State::terminating},       // any thread: shutdown() or close()
    {State::running, State::terminating},     // any thread: the same
    {State::sleeping, State::terminating},    // any thread: the same
    {State::terminating, State::terminated},  // who drained or discarded the rest
}};

constexpr bool is_transition(State from, State to) noexcept {
  for (const Transition& transition : transitions) {
    if (transition.from == from && transition.to == to) return true;
  }
  return false;
}

/// The state of one loop, alone on its lines: producers read it, and nearly nobody writes it.
///
/// Any thread. Sequentially consistent, because going to sleep is a store (sleeping) followed by
/// a load (is there work?), and posting is a store (work) followed by a load (does it sleep?):
/// one of the two must see the other.
class LAYOUT_ISOLATED alignas(line_size_bytes) FastState {
 public:
  State load() const noexcept {
    reach(Point::load_state);
    return state_.load(std::memory_order_seq_cst);
  }

  /// Moves to `to` if the state is `from`, and says whether it did.
  bool try_transition(State from, State to) noexcept {
    assert(is_transition(from, to));
    reach(to == State::sleeping ? Point::fall_asleep : Point::change_state);
    return state_.compare_exchange_strong(from, to, std::memory_order_seq_cst);
  }

  /// Moves to terminating from any state before it, and returns the state it left; terminating
  /// or terminated if it was there already.
  State terminate() noexcept {
    State from = load();
    reach(Point::terminate);
    while (is_transition(from, State::terminating) &&
           !state_.compare_exchange_weak(from, State::terminating, std::memory_order_seq_cst)) {
    }
    return from;
  }

 private:
  std::atomic<State> state_{State::awake};
};

static_assert(std::atomic<State>::is_always_lock_free);

}  // namespace loop
