// SPDX-License-Identifier: MIT
//
// How something that waits is told to stop waiting, in the steps of the DOM Standard
// (AbortController, AbortSignal).
#pragma once

#include <concepts>
#include <exception>
#include <memory>
#include <stop_token>
#include <utility>
#include <vector>

#include "loop/js/abort_error.h"
#include "loop/js/abort_state.h"
#include "loop/loop.h"
#include "loop/task.h"

namespace loop::js {

/// Tells whether something is aborted: a handle, whose copies are the same signal. A
/// default-constructed one is never aborted.
///
/// Handles may be copied and destroyed on any thread, also when the loop is gone. Everything else
/// happens on the loop's thread. A signal belongs to one loop.
class AbortSignal {
 public:
  AbortSignal() noexcept = default;

  explicit AbortSignal(AbortState::Handle state) noexcept : state_(std::move(state)) {}

  /// False for a default-constructed one.
  bool can_abort() const noexcept { return state_ != nullptr; }

  bool aborted() const noexcept { return state_ != nullptr && state_->is_aborted(); }

  /// Null if it is not aborted. Stays the same from then on.
  std::exception_ptr reason() const noexcept {
    return state_ != nullptr ? state_->reason() : nullptr;
  }

  /// Throws the reason, if it is aborted.
  void throw_if_aborted() const {
    if (aborted()) std::rethrow_exception(reason());
  }

  /// A token that is stopped when the signal is aborted, before the listeners are called. Stop
  /// callbacks run on the loop's thread; the token may be used on any.
  std::stop_token stop_token() const {
    return state_ != nullptr ? state_->stop_token() : std::stop_token();
  }

  /// One that is aborted.
  static AbortSignal abort(Loop& loop,
                           std::exception_ptr reason = std::make_exception_ptr(AbortError()));
  template <std::derived_from<std::exception> Error>
  static AbortSignal abort(Loop& loop, Error reason) {
    return abort(loop, std::make_exception_ptr(std::move(reason)));
  }

  /// Aborted when the first of the signals is, with its reason; at once if one of them is already.
  /// It keeps the others until then, or until nobody holds it.
  static AbortSignal any(Loop& loop, const std::vector<AbortSignal>& signals);
  template <std::same_as<AbortSignal>... Signals>
  static AbortSignal any(Loop& loop, const Signals&... signals) {
    return any(loop, std::vector<AbortSignal>{signals...});
  }

  /// Aborted after this time, with TimeoutError. Its timer does not keep the loop alive, as in
  /// Node. It is cancelled when the last handle is destroyed in a callback of the loop; if that
  /// happens elsewhere, it runs, and does nothing. Throws Errc::negative_delay.
  static AbortSignal timeout(Loop& loop, Duration duration);

  /// Aborted, with AbortError, when the token is stopped: at once if that has happened or happens
  /// on the loop's thread, and if it happens elsewhere, as an internal task. The stop has no effect
  /// once the loop has ended, nor without memory for it.
  static AbortSignal from(Loop& loop, std::stop_token token);

  /// Whether both are the same signal.
  friend bool operator==(const AbortSignal&, const AbortSignal&) = default;

 private:
  friend class AbortListener;

  AbortState::Handle state_;
};

/// Aborts its signal: a handle, as the signal is. A signal that nobody can abort any more is as
/// good as one that never aborts.
class AbortController {
 public:
  explicit AbortController(Loop& loop) : state_(std::make_shared<AbortState>(loop)) {}

  AbortSignal signal() const noexcept { return AbortSignal(state_); }

  /// Calls the signal's listeners, in the order in which they were added. The first call counts.
  /// What listeners throw does not stop the others, and does not leave this function: it is thrown
  /// by next-ticks, that is, treated as a callback's exception (as Node does). A null reason is
  /// AbortError. Loop's thread; throws Errc::wrong_thread, Errc::terminated, std::bad_alloc, and
  /// then it has no effect.
  void abort(std::exception_ptr reason = std::make_exception_ptr(AbortError())) {
    AbortState::abort(state_, std::move(reason));
  }
  template <std::derived_from<std::exception> Error>
  void abort(Error reason) {
    abort(std::make_exception_ptr(std::move(reason)));
  }

 private:
  AbortState::Handle state_;
};

/// Told the reason.
using AbortCallback = Callback<const std::exception_ptr&>;

/// Calls `callback` in abort(), once, unless it is destroyed before; also if that happens in an
/// earlier listener of the same abort. It may destroy itself. Of a signal that is aborted already
/// it hears nothing (DOM Standard, "add an algorithm"), so look at aborted() first.
///
/// Keeps the signal. Loop's thread; throws Errc::empty_callback, Errc::wrong_thread,
/// Errc::terminated. Destroying it does not need the loop.
class AbortListener {
 public:
  AbortListener(const AbortSignal& signal, AbortCallback callback);
  AbortListener(const AbortListener&) = delete;
  AbortListener& operator=(const AbortListener&) = delete;
  ~AbortListener() {
    if (state_ != nullptr) leave();
  }

 private:
  friend class AbortState;

  void leave() noexcept;

  AbortState::Handle state_;  // null if there is nothing to hear
  AbortListener* previous_ = nullptr;
  AbortListener* next_ = nullptr;
  AbortCallback callback_;
};

}  // namespace loop::js
