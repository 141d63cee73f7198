// SPDX-License-Identifier: MIT
#pragma once

#include <utility>

#include "loop/js/promise_state.h"

namespace loop::js {

/// The microtask that runs a reaction. If it is destroyed before, the reaction is abandoned.
class ReactionJob {
 public:
  ReactionJob(Reaction& reaction, PromiseState& settled) noexcept
      : reaction_(&reaction), settled_(Reference<PromiseState>::to(settled)) {
    reaction.job_ = this;
  }
  ReactionJob(ReactionJob&& other) noexcept
      : reaction_(std::exchange(other.reaction_, nullptr)), settled_(std::move(other.settled_)) {
    if (reaction_ != nullptr) reaction_->job_ = this;
  }
  ReactionJob& operator=(ReactionJob&&) = delete;
  ~ReactionJob() {
    if (reaction_ != nullptr) [[unlikely]]
      abandon();
  }

  void operator()() noexcept;

  /// Runs the reaction, once.
  void run() noexcept {
    if (reaction_ != nullptr) std::exchange(reaction_, nullptr)->run(std::move(settled_));
  }

  /// Puts the reaction behind the microtasks that are queued.
  void queue_again() noexcept;

  /// The reaction has gone: nothing runs.
  void forget() noexcept { reaction_ = nullptr; }

 private:
  void abandon() noexcept;

  Reaction* reaction_;
  Reference<PromiseState> settled_;
};

}  // namespace loop::js
