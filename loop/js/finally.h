// SPDX-License-Identifier: MIT
//
// The two handlers that finally() gives to then(), in the steps of ECMAScript
// (Promise.prototype.finally): what goes on waits for the function's promise, if it returns one.
#pragma once

#include <exception>
#include <memory>
#include <type_traits>
#include <utility>

#include "loop/js/promise.h"
#include "loop/loop.h"

namespace loop::js {

/// Calls `function()`, and gives a promise of its end.
template <typename Function>
auto promise_of_call(Loop& loop, Function& function) {
  using Result = std::invoke_result_t<Function&>;
  if constexpr (is_promise<Result>) {
    return function();
  } else {
    static_cast<void>(function());
    return Promise<void>::resolve(loop);
  }
}

/// What both handlers hold.
template <typename Function>
struct FinallyFunction {
  Loop* loop;
  std::shared_ptr<Function> function;

  auto call() const { return promise_of_call(*loop, *function); }
};

template <typename T, typename Function>
struct FinallyFulfilled : FinallyFunction<Function> {
  using Passed = std::conditional_t<std::is_copy_constructible_v<T>, const T&, T&&>;

  Promise<T> operator()(Passed value) const {
    return this->call().then(
        [value = std::forward<Passed>(value)](const auto&...) mutable { return std::move(value); });
  }
};

template <typename Function>
struct FinallyFulfilled<void, Function> : FinallyFunction<Function> {
  Promise<void> operator()() const {
    return this->call().then([](const auto&...) {});
  }
};

template <typename T, typename Function>
struct FinallyRejected : FinallyFunction<Function> {
  Promise<T> operator()(const std::exception_ptr& error) const {
    return this->call().then([error](const auto&...) -> T { std::rethrow_exception(error); });
  }
};

template <typename T>
template <typename Function>
Promise<T> Promise<T>::finally(Function function, std::source_location where) const {
  const FinallyFunction<Function> shared{&state_->runtime().loop(),
                                         std::make_shared<Function>(std::move(function))};
  return react<T>(FinallyFulfilled<T, Function>{shared}, FinallyRejected<T, Function>{shared},
                  where);
}

}  // namespace loop::js
