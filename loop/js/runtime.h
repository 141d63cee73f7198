// SPDX-License-Identifier: MIT
#pragma once

#include <coroutine>
#include <cstdint>
#include <exception>
#include <memory>
#include <optional>
#include <source_location>

#include "layoutcheck/annotations.h"
#include "loop/js/immediate_table.h"
#include "loop/js/promise_list.h"
#include "loop/js/promise_state.h"
#include "loop/js/reaction_job.h"
#include "loop/js/remote_loop.h"
#include "loop/layer.h"
#include "loop/loop.h"
#include "loop/pollers/line_size.h"

namespace loop::js {

/// A promise that was rejected while nobody handled it.
struct Rejection {
  std::exception_ptr error;
  std::source_location created;  ///< where the promise was made
  const void* promise;           ///< tells promises apart; nothing else may be done with it
};

using RejectionHandler = Callback<const Rejection&>;

/// Called for each promise that was rejected and that nobody handles when the checkpoint ends; once
/// for each, in the order of the rejections. An empty handler restores the default: the error is
/// treated as a callback's exception. When the loop ends, Errc::terminated is not reported. Loop's
/// thread.
void on_unhandled_rejection(Loop& loop, RejectionHandler handler);

/// Called when a promise is handled after it was reported, at the end of the checkpoint. Without
/// it nothing is said. Loop's thread.
void on_rejection_handled(Loop& loop, RejectionHandler handler);

/// How short a timer may be that timers set: see set_timer_clamp().
enum class TimerClamp : std::uint8_t { none, html };

/// What promises, timers and coroutines keep of one loop. The loop's thread only.
class Runtime final : public Layer {
  // What other threads read, which settle a promise, and nobody writes.
  LAYOUT_READ_MOSTLY Loop& loop_;

 public:
  /// The loop's; made at the first call. Throws Errc::wrong_thread, Errc::terminated.
  static Runtime& of(Loop& loop) {
    loop.require_loop_thread();
    return loop.layer() != nullptr ? static_cast<Runtime&>(*loop.layer()) : made_for(loop);
  }

  explicit Runtime(Loop& loop) noexcept : loop_(loop) {}

  Loop& loop() const noexcept { return loop_; }

  // --- Reactions ---

  /// Lets the reaction run as the last of the microtasks that are queued now.
  void queue(Reaction& reaction) noexcept;

  /// Why a microtask was destroyed that has not run: the loop ends, or could not take it.
  std::exception_ptr discarded_error() const noexcept;

  /// The body of a microtask: runs its reaction, and what that leaves in hand.
  void run(Reaction* reaction) noexcept;

  /// Resumes a coroutine as the last thing that a reaction does.
  void resume(std::coroutine_handle<> coroutine) {
    tail_coroutine_ = coroutine.address();
    coroutine.resume();
    tail_coroutine_ = nullptr;
  }

  /// While it exists, what is queued may be next to run: the reaction that runs now does nothing
  /// more than that. Then it need not go through the queue, if that is empty.
  class Tail {
   public:
    explicit Tail(Runtime& runtime, bool is_tail = true) noexcept : runtime_(runtime) {
      runtime_.is_tail_ = is_tail;
    }
    Tail(const Tail&) = delete;
    Tail& operator=(const Tail&) = delete;
    ~Tail() { runtime_.is_tail_ = false; }

   private:
    Runtime& runtime_;
  };

  /// Whether the coroutine was resumed by resume(), and so is the last thing its reaction does.
  bool is_tail(std::coroutine_handle<> coroutine) const noexcept {
    return tail_coroutine_ == coroutine.address();
  }

  // --- Promises ---

  /// Somebody waits for a promise that is pending; and no longer.
  void add_waiting(PromiseState& state) noexcept { waiting_.push(state); }
  void remove_waiting(PromiseState& state) noexcept { waiting_.remove(state); }

  /// A promise was rejected, and nobody handles it.
  void add_unhandled(PromiseState& state) noexcept;

  /// A rejected promise that nobody had handled is handled now.
  void handle(PromiseState& state) noexcept;

  // --- Timers ---

  LAYOUT_WRITTEN_BY(owner) alignas(line_size_bytes) ImmediateTable immediates;
  LAYOUT_WRITTEN_BY(owner) TimerClamp timer_clamp = TimerClamp::none;
  LAYOUT_WRITTEN_BY(owner)
  std::uint32_t timer_nesting_level = 0;  // of the timer whose callback runs; 0 outside

  // --- Handlers of rejections ---

  void set_unhandled_rejection_handler(RejectionHandler handler);
  void set_rejection_handled_handler(RejectionHandler handler);

  // --- Other threads ---

  /// The loop for those that may outlive it; made at the first call.
  const std::shared_ptr<RemoteLoop>& remote();

  // --- Layer ---

  void end_checkpoint() override;
  bool discard() noexcept override;

 private:
  static Runtime& made_for(Loop& loop);

  void report_handled_late();
  void report_unhandled();
  void ask_for_end_of_checkpoint() noexcept;
  bool is_of_the_end(const PromiseState& state) const noexcept;
  static Rejection describe(const PromiseState& state) noexcept;

  friend struct RuntimeLayout;

  LAYOUT_WRITTEN_BY(owner) std::optional<ReactionJob> in_hand_;  // runs after the present reaction
  LAYOUT_WRITTEN_BY(owner) void* tail_coroutine_ = nullptr;
  LAYOUT_WRITTEN_BY(owner) bool is_tail_ = false;

  LAYOUT_WRITTEN_BY(owner) PromiseList waiting_;       // pending, and somebody waits
  LAYOUT_WRITTEN_BY(owner) PromiseList unhandled_;     // rejected; holds references
  LAYOUT_WRITTEN_BY(owner) PromiseList handled_late_;  // were reported; holds references

  // Of the unhandled, while they are reported.
  LAYOUT_WRITTEN_BY(owner) PromiseState* last_to_report_ = nullptr;

  LAYOUT_WRITTEN_BY(owner) std::shared_ptr<RejectionHandler> unhandled_rejection_handler_;
  LAYOUT_WRITTEN_BY(owner) std::shared_ptr<RejectionHandler> rejection_handled_handler_;
  LAYOUT_WRITTEN_BY(owner) std::shared_ptr<RemoteLoop> remote_;  // null: nobody asked
};

/// What waits for a loop that ended is rejected with: Errc::terminated.
std::exception_ptr terminated_error() noexcept;

}  // namespace loop::js
