// SPDX-License-Identifier: MIT
//
// The promise that then() returns: at once a promise and what waits for another one.
#pragma once

#include <exception>
#include <optional>
#include <source_location>
#include <type_traits>
#include <utility>

#include "loop/js/adoption.h"
#include "loop/js/promise_state.h"
#include "loop/js/runtime.h"

namespace loop::js {

template <typename T>
class Promise;

template <typename Result>
struct PromiseOf {
  using Value = Result;
  static constexpr bool is_promise = false;
};
template <typename T>
struct PromiseOf<Promise<T>> {
  using Value = T;
  static constexpr bool is_promise = true;
};

template <typename Result>
inline constexpr bool is_promise = PromiseOf<std::remove_cvref_t<Result>>::is_promise;

/// What a promise holds that gets the result of a handler: T for T and for Promise<T>.
template <typename Result>
using SettledBy = typename PromiseOf<std::remove_cvref_t<Result>>::Value;

/// Stands where a handler is missing: the value or the error goes on.
struct PassOn {};

/// Calls a handler with the value of a promise that is fulfilled.
template <typename T, typename Handler>
decltype(auto) call_with_value(Handler& handler, StateOf<T>& fulfilled) {
  if constexpr (std::is_void_v<T>) {
    return handler();
  } else if constexpr (std::is_invocable_v<Handler&, const T&>) {
    return handler(std::as_const(fulfilled.value()));
  } else {
    return handler(std::move(fulfilled.value()));
  }
}

template <typename T, typename Handler>
using ThenResult =
    SettledBy<decltype(call_with_value<T>(std::declval<Handler&>(), std::declval<StateOf<T>&>()))>;

template <typename Handler>
using CatchResult = SettledBy<std::invoke_result_t<Handler&, std::exception_ptr>>;

/// Calls `function()`, and settles `state`, which must be pending, with what comes of it; as the
/// last thing that the present reaction does.
template <typename U, typename Function>
void settle_by_call(StateOf<U>& state, Function&& function) noexcept {
  using Result = std::invoke_result_t<Function>;
  try {
    if constexpr (std::is_void_v<Result>) {
      static_assert(std::is_void_v<U>, "the handler must return what the promise holds");
      function();
      const Runtime::Tail tail(state.runtime());
      state.fulfil();
    } else if constexpr (is_promise<Result>) {
      follow(state, function().state());
    } else {
      decltype(auto) value = function();
      const Runtime::Tail tail(state.runtime());
      state.fulfil(std::forward<decltype(value)>(value));
    }
  } catch (...) {
    const Runtime::Tail tail(state.runtime());
    state.reject(std::current_exception());
  }
}

/// The promise of U that comes of a promise of T. Its block also holds the handlers, which are
/// destroyed when one of them has run; where that gave a promise, when this is settled: it may be a
/// coroutine, which uses its captures and the value until then.
template <typename T, typename U, typename OnFulfilled, typename OnRejected>
class Then final : public StateOf<U>, public Reaction {
 public:
  /// Makes it, and lets it wait for `source`.
  static Reference<StateOf<U>> add(Reference<StateOf<T>> source, OnFulfilled&& on_fulfilled,
                                   OnRejected&& on_rejected, std::source_location where) {
    static_assert(alignof(Then) <= BlockPool::granularity_bytes, "handlers may not ask for more");
    auto* made =
        new Then(std::move(source), std::move(on_fulfilled), std::move(on_rejected), where);
    auto handle = Reference<StateOf<U>>::adopt(*made);
    auto reaction = Reference<Then>::adopt(*made);
    made->source_->react(*made);
    static_cast<void>(reaction.leave());
    return handle;
  }

  void run() noexcept override {
    if (source_->status() == Status::fulfilled) {
      settle_fulfilled();
    } else {
      settle_rejected();
    }
    if (this->status() != Status::pending) let_go();
    this->release();
  }

  void abandon(const std::exception_ptr& reason) noexcept override {
    this->give_up(reason);
    let_go();
    this->release();
  }

  void end_following() noexcept override { let_go(); }

 private:
  struct Handlers {
    [[no_unique_address]] OnFulfilled on_fulfilled;
    [[no_unique_address]] OnRejected on_rejected;
  };

  Then(Reference<StateOf<T>>&& source, OnFulfilled&& on_fulfilled, OnRejected&& on_rejected,
       std::source_location where)
      : StateOf<U>(source->runtime(), 2, where),
        source_(std::move(source)),
        handlers_(Handlers{std::move(on_fulfilled), std::move(on_rejected)}) {}

  void settle_fulfilled() noexcept {
    if constexpr (std::is_same_v<OnFulfilled, PassOn>) {
      const Runtime::Tail tail(this->runtime());
      settle_like(*source_, static_cast<StateOf<U>&>(*this));
    } else {
      settle_by_call<U>(*this, [&]() -> decltype(auto) {
        return call_with_value<T>(handlers_->on_fulfilled, *source_);
      });
    }
  }

  void settle_rejected() noexcept {
    if constexpr (std::is_same_v<OnRejected, PassOn>) {
      const Runtime::Tail tail(this->runtime());
      this->reject(source_->error());
    } else {
      settle_by_call<U>(
          *this, [&]() -> decltype(auto) { return handlers_->on_rejected(source_->error()); });
    }
  }

  void let_go() noexcept {
    handlers_.reset();
    source_ = {};
  }

  Reference<StateOf<T>> source_;
  std::optional<Handlers> handlers_;
};

/// Handles errors of one type, and lets others pass.
template <typename Error, typename Handler>
struct OnlyFor {
  Handler handler;

  auto operator()(const std::exception_ptr& error) -> std::invoke_result_t<Handler&, const Error&> {
    try {
      std::rethrow_exception(error);
    } catch (const Error& matching) {
      return handler(matching);
    }
  }
};

}  // namespace loop::js
