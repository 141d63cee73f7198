// SPDX-License-Identifier: MIT
#pragma once

#include <utility>

#include "loop/js/promise_state.h"

namespace loop::js {

/// The microtask that runs a reaction. If it is destroyed before, the reaction is abandoned.
class ReactionJob {
 public:
  ReactionJob(Reaction& reaction, Runtime& runtime) noexcept
      : reaction_(&reaction), runtime_(&runtime) {
    reaction.job_ = this;
  }
  ReactionJob(ReactionJob&& other) noexcept : reaction_(other.take()), runtime_(other.runtime_) {
    if (reaction_ != nullptr) reaction_->job_ = this;
  }
  ReactionJob& operator=(ReactionJob&&) = delete;
  ~ReactionJob() {
    if (reaction_ != nullptr) [[unlikely]]
      abandon();
  }

  void operator()() noexcept;

  /// The reaction, or null if it was taken before.
  Reaction* take() noexcept { return std::exchange(reaction_, nullptr); }

 private:
  void abandon() noexcept;

  Reaction* reaction_;
  Runtime* runtime_;
};

}  // namespace loop::js
