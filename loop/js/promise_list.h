// SPDX-License-Identifier: MIT
#pragma once

#include "loop/js/promise_state.h"

namespace loop::js {

/// Promises in the order in which they came. Holds no references; a promise is in one at a time.
class PromiseList {
 public:
  bool empty() const noexcept { return first_ == nullptr; }
  PromiseState& front() const noexcept { return *first_; }
  PromiseState& back() const noexcept { return *last_; }

  /// The one before it in its list; null for the first.
  static PromiseState* before(PromiseState& state) noexcept { return state.links().previous; }

  void push(PromiseState& state) noexcept {
    state.links() = {.previous = last_};
    (first_ == nullptr ? first_ : last_->links().next) = &state;
    last_ = &state;
  }

  void remove(PromiseState& state) noexcept {
    const PromiseState::Links links = state.links();
    (links.previous == nullptr ? first_ : links.previous->links().next) = links.next;
    (links.next == nullptr ? last_ : links.next->links().previous) = links.previous;
  }

 private:
  PromiseState* first_ = nullptr;
  PromiseState* last_ = nullptr;
};

}  // namespace loop::js
