// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <exception>
#include <future>
#include <memory>
#include <source_location>
#include <type_traits>
#include <utility>

#include "loop/js/adoption.h"
#include "loop/js/promise_state.h"
#include "loop/js/runtime.h"
#include "loop/js/then.h"
#include "loop/loop.h"

namespace loop::js {

inline std::exception_ptr broken_promise_error() noexcept {
  return std::make_exception_ptr(std::future_error(std::future_errc::broken_promise));
}

/// Settles a promise, once: the first call counts, later ones have no effect. Any thread; the
/// promise is settled at once on its loop's thread, and elsewhere (also where nobody runs the loop
/// yet) as an internal task. Move-only: a promise whose resolver is destroyed unused is rejected
/// with std::future_errc::broken_promise; with Errc::terminated if the loop ends and somebody
/// waits. The loop must outlive it, unless it was used or moved from.
template <typename T>
class Resolver {
 public:
  /// Settles nothing.
  Resolver() noexcept = default;

  explicit Resolver(Reference<StateOf<T>> state) noexcept : state_(std::move(state)) {}
  Resolver(Resolver&&) noexcept = default;
  Resolver& operator=(Resolver&& other) noexcept {
    Resolver given_up(std::move(other));
    std::swap(state_, given_up.state_);
    return *this;
  }
  ~Resolver() {
    if (state_) give_up();
  }

  /// Fulfils the promise.
  void resolve(ValueOf<T> value) requires(!std::is_void_v<T>) {
    settle(
        [value = std::move(value)](StateOf<T>& state) mutable { state.fulfil(std::move(value)); });
  }
  void resolve() requires std::is_void_v<T> {
    settle([](StateOf<T>& state) { state.fulfil(); });
  }

  /// Lets the promise follow another one of the same loop.
  void resolve(Promise<T> promise) {
    settle([promise = std::move(promise)](StateOf<T>& state) mutable {
      follow(state, std::move(promise).state());
    });
  }

  void reject(std::exception_ptr error) {
    settle([error = std::move(error)](StateOf<T>& state) { state.reject(error); });
  }
  template <std::derived_from<std::exception> Error>
  void reject(Error error) {
    reject(std::make_exception_ptr(std::move(error)));
  }

  /// Whether it can still settle the promise: it was not used and not moved from.
  explicit operator bool() const noexcept { return static_cast<bool>(state_); }

 private:
  /// Keeps the promise if an exception leaves it.
  template <typename Settle>
  void settle(Settle settle) {
    if (!state_) return;
    Loop& loop = state_->runtime().loop();
    if (loop.is_loop_thread()) {
      const Reference<StateOf<T>> state = std::move(state_);
      if (!state->is_resolved()) settle(*state);
    } else {
      loop.post_internal([state = state_, settle = std::move(settle)]() mutable {
        if (!state->is_resolved()) settle(*state);
      });
      state_ = {};
    }
  }

  void give_up() noexcept {
    try {
      settle([](StateOf<T>& state) {
        const bool is_over = state.runtime().loop().state() >= State::terminating;
        state.give_up(is_over ? terminated_error() : broken_promise_error());
      });
    } catch (const std::exception&) {  // no memory for the task: the end of the loop will do it
    }
  }

  Reference<StateOf<T>> state_;
};

template <typename T>
struct Resolvers {
  Promise<T> promise;
  Resolver<T> resolver;
};

/// The result, or the error, of something that may not have happened yet: a handle, whose copies
/// are the same promise.
///
/// Handles may be copied and destroyed on any thread. Everything else happens on the loop's thread,
/// and, but for status(), throws Errc::wrong_thread elsewhere and Errc::terminated when the loop
/// has ended. Handlers run as microtasks, in Node's order. They may be coroutines: captures and
/// value live until the promise that comes of them is settled. A handler gets the value as `const
/// T&`; one that cannot take that gets `T&&`, and leaves nothing for others. If it throws, or the
/// promise that it returns is rejected, so is the promise that then() returned. A moved-from handle
/// may only be destroyed or assigned to.
///
/// A promise that is pending when its loop ends is rejected with Errc::terminated, if anybody waits
/// for it. The loop must outlive every call but the destruction of handles.
template <typename T>
class Promise {
 public:
  using Value = T;

  /// Calls `executor(Resolver<T>&)` at once, which may move the resolver away. What it throws
  /// rejects the promise.
  template <std::invocable<Resolver<T>&> Executor>
  Promise(Loop& loop, Executor&& executor,
          std::source_location where = std::source_location::current());

  /// A promise that is fulfilled.
  template <std::convertible_to<ValueOf<T>> V>
  static Promise resolve(Loop& loop, V&& value,
                         std::source_location where = std::source_location::current()) {
    Promise made = pending(loop, where);
    made.state_->fulfil(std::forward<V>(value));
    return made;
  }
  static Promise resolve(
      Loop& loop,
      std::source_location where = std::source_location::current()) requires std::is_void_v<T> {
    return resolve(loop, Nothing{}, where);
  }

  /// A promise that is rejected.
  static Promise reject(Loop& loop, std::exception_ptr error,
                        std::source_location where = std::source_location::current()) {
    Promise made = pending(loop, where);
    made.state_->reject(std::move(error));
    return made;
  }
  template <std::derived_from<std::exception> Error>
  static Promise reject(Loop& loop, Error error,
                        std::source_location where = std::source_location::current()) {
    return reject(loop, std::make_exception_ptr(std::move(error)), where);
  }

  /// `on_fulfilled(value)` gives the value of a new promise, or a promise that the new one follows.
  /// An error goes past it.
  template <typename OnFulfilled>
  auto then(OnFulfilled on_fulfilled,
            std::source_location where = std::source_location::current()) const {
    return react<ThenResult<T, OnFulfilled>>(std::move(on_fulfilled), PassOn{}, where);
  }

  /// Also handles an error: `on_rejected(std::exception_ptr)` gives the same as `on_fulfilled`.
  template <typename OnFulfilled, typename OnRejected>
  auto then(OnFulfilled on_fulfilled, OnRejected on_rejected,
            std::source_location where = std::source_location::current()) const {
    using Result = ThenResult<T, OnFulfilled>;
    static_assert(std::is_same_v<Result, CatchResult<OnRejected>>,
                  "both handlers of then() must give the same type");
    return react<Result>(std::move(on_fulfilled), std::move(on_rejected), where);
  }

  /// `on_rejected(error)` gives a value in the error's place, or a promise. With an Error that is
  /// not std::exception_ptr it is called, with a `const Error&`, for exceptions of this type and
  /// those derived from it; others go past it. So does a value.
  template <typename Error = std::exception_ptr, typename OnRejected>
  Promise catch_error(OnRejected on_rejected,
                      std::source_location where = std::source_location::current()) const {
    if constexpr (std::is_same_v<Error, std::exception_ptr>) {
      return react<T>(PassOn{}, std::move(on_rejected), where);
    } else {
      return react<T>(PassOn{}, OnlyFor<Error, OnRejected>{std::move(on_rejected)}, where);
    }
  }

  /// Calls `function()` whether there is a value or an error, which then goes on; unless the
  /// function throws, or returns a promise that is rejected. If it returns a promise, what follows
  /// waits for it.
  template <typename Function>
  Promise finally(Function function,
                  std::source_location where = std::source_location::current()) const;

  Status status() const noexcept { return state_->status(); }

  /// Whether both are the same promise.
  friend bool operator==(const Promise&, const Promise&) = default;

  explicit Promise(Reference<StateOf<T>> state) noexcept : state_(std::move(state)) {}
  const Reference<StateOf<T>>& state() const& noexcept { return state_; }
  Reference<StateOf<T>> state() && noexcept { return std::move(state_); }

 private:
  static Promise pending(Loop& loop, std::source_location where) {
    return Promise(Reference<StateOf<T>>::adopt(*new StateOf<T>(Runtime::of(loop), 1, where)));
  }

  template <typename U, typename OnFulfilled, typename OnRejected>
  Promise<U> react(OnFulfilled&& on_fulfilled, OnRejected&& on_rejected,
                   std::source_location where) const {
    return Promise<U>(Then<T, U, OnFulfilled, OnRejected>::add(state_, std::move(on_fulfilled),
                                                               std::move(on_rejected), where));
  }

  Reference<StateOf<T>> state_;
};

/// A promise, and what settles it. Loop's thread.
template <typename T>
Resolvers<T> with_resolvers(Loop& loop,
                            std::source_location where = std::source_location::current()) {
  auto state = Reference<StateOf<T>>::adopt(*new StateOf<T>(Runtime::of(loop), 1, where));
  return {.promise = Promise<T>(state), .resolver = Resolver<T>(state)};
}

template <typename T>
template <std::invocable<Resolver<T>&> Executor>
Promise<T>::Promise(Loop& loop, Executor&& executor, std::source_location where)
    : state_(pending(loop, where).state()) {
  Resolver<T> resolver(state_);
  try {
    std::forward<Executor>(executor)(resolver);
  } catch (...) {  // wherever the resolver is by now
    if (!state_->is_resolved()) state_->reject(std::current_exception());
  }
}

}  // namespace loop::js

#include "loop/js/finally.h"  // what finally() needs promises for
