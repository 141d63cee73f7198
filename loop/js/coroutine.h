// SPDX-License-Identifier: MIT
//
// Coroutines: a function that returns a Promise<T> may use co_await and co_return. It runs at once
// up to the first co_await that waits, as async functions do in JavaScript.
#pragma once

#include <concepts>
#include <coroutine>
#include <cstddef>
#include <exception>
#include <source_location>
#include <system_error>
#include <type_traits>
#include <utility>
#include <variant>

#include "loop/js/block_pool.h"
#include "loop/js/promise.h"
#include "loop/js/runtime.h"
#include "loop/loop.h"

namespace loop::js {

/// `co_await promise` gives its value or throws its error. The coroutine goes on in a microtask
/// after the promise was settled, also if it is already, on the thread of the promise's loop. It
/// must be awaited there, else the co_await throws Errc::wrong_thread. The value is moved out of a
/// promise that nobody else holds, and of one whose value cannot be copied; else it is copied.
///
/// If the loop ends before, the coroutine is destroyed where it waits. Whoever destroys it there
/// before makes it not wait any more.
template <typename T>
class Await final : public Reaction {
 public:
  explicit Await(Reference<StateOf<T>> state) noexcept : state_(std::move(state)) {}
  ~Await() {
    if (is_waiting_) state_->remove(*this);
  }

  static constexpr bool await_ready() noexcept { return false; }

  void await_suspend(std::coroutine_handle<> coroutine) {
    Runtime& runtime = state_->runtime();
    runtime.loop().require_loop_thread();
    coroutine_ = coroutine;
    const Runtime::Tail tail(runtime, runtime.is_tail(coroutine));
    is_waiting_ = true;
    state_->react(*this);  // without memory it destroys the coroutine
  }

  T await_resume() {
    if (state_->status() == Status::rejected) std::rethrow_exception(state_->error());
    if constexpr (!std::is_void_v<T>) return state_->take_value();
  }

  void run() noexcept override {
    is_waiting_ = false;
    state_->runtime().resume(coroutine_);
  }

  void abandon(const std::exception_ptr&) noexcept override {
    is_waiting_ = false;
    coroutine_.destroy();
  }

 private:
  Reference<StateOf<T>> state_;
  std::coroutine_handle<> coroutine_;
  bool is_waiting_ = false;
};

template <typename T>
Await<T> operator co_await(Promise<T> promise) noexcept {
  return Await<T>(std::move(promise).state());
}

/// The loop whose promise a coroutine returns: the first of its parameters that is a Loop, or else
/// the one that the calling thread is inside. Throws Errc::wrong_thread if there is none.
template <typename... Parameters>
Loop& loop_of_coroutine(Parameters&... parameters) {
  Loop* found = nullptr;
  const auto look_at = [&](auto& parameter) {
    if constexpr (std::is_convertible_v<decltype(&parameter), Loop*>) {
      if (found == nullptr) found = &parameter;
    }
  };
  (look_at(parameters), ...);
  if (found == nullptr) found = Loop::current();
  if (found == nullptr) throw std::system_error(Errc::wrong_thread);
  return *found;
}

/// What a coroutine came to, until its frame is gone.
template <typename T>
class CoroutineResult {
 public:
  template <std::convertible_to<T> Value>
  void return_value(Value&& value) {
    result_.template emplace<T>(std::forward<Value>(value));
  }

  /// The coroutine's promise follows this one.
  void return_value(Promise<T> promise) {
    result_.template emplace<Promise<T>>(std::move(promise));
  }

 protected:
  std::variant<std::monostate, std::exception_ptr, T, Promise<T>> result_;
};

template <>
class CoroutineResult<void> {
 public:
  void return_void() noexcept {}

 protected:
  std::variant<std::monostate, std::exception_ptr> result_;
};

/// The promise type that the compiler asks for. Frames come from BlockPool.
template <typename T>
class Coroutine : public CoroutineResult<T> {
 public:
  using Handle = std::coroutine_handle<Coroutine>;

  template <typename... Parameters>
  explicit Coroutine(Parameters&... parameters)
      : runtime_(Runtime::of(loop_of_coroutine(parameters...))) {}

  Promise<T> get_return_object(std::source_location where = std::source_location::current()) {
    auto state = Reference<StateOf<T>>::adopt(*new StateOf<T>(runtime_, 1, where));
    resolver_ = Resolver<T>(state);
    return Promise<T>(std::move(state));
  }

  static constexpr std::suspend_never initial_suspend() noexcept { return {}; }

  void unhandled_exception() noexcept {
    this->result_.template emplace<std::exception_ptr>(std::current_exception());
  }

  struct FinalSuspend {
    static constexpr bool await_ready() noexcept { return false; }
    static void await_suspend(Handle coroutine) noexcept { finish(coroutine); }
    static constexpr void await_resume() noexcept {}
  };
  static constexpr FinalSuspend final_suspend() noexcept { return {}; }

  static void* operator new(std::size_t size_bytes) { return BlockPool::allocate(size_bytes); }
  static void operator delete(void* frame, std::size_t size_bytes) noexcept {
    BlockPool::release(frame, size_bytes);
  }

 private:
  /// Destroys the frame, and then settles, which is the last thing that the coroutine does.
  static void finish(Handle coroutine) noexcept {
    Coroutine& self = coroutine.promise();
    Runtime& runtime = self.runtime_;
    Resolver<T> resolver = std::move(self.resolver_);
    auto result = std::move(self.result_);
    const bool is_here = runtime.loop().is_loop_thread();
    const bool is_tail = is_here && runtime.is_tail(coroutine);
    coroutine.destroy();
    if (!is_here) return settle(resolver, result);
    const Runtime::Tail tail(runtime, is_tail);
    settle(resolver, result);
  }

  template <typename Result>
  static void settle(Resolver<T>& resolver, Result& result) noexcept {
    try {
      if (auto* error = std::get_if<std::exception_ptr>(&result)) {
        return resolver.reject(std::move(*error));
      }
      if constexpr (std::is_void_v<T>) {
        resolver.resolve();
      } else {
        if (auto* promise = std::get_if<Promise<T>>(&result)) {
          return resolver.resolve(std::move(*promise));
        }
        resolver.resolve(std::move(std::get<T>(result)));
      }
    } catch (...) {
      reject_if_possible(resolver, std::current_exception());
    }
  }

  /// Without memory to tell the loop from elsewhere, the resolver gives up.
  static void reject_if_possible(Resolver<T>& resolver, std::exception_ptr error) noexcept {
    try {
      resolver.reject(std::move(error));
    } catch (const std::exception&) {
    }
  }

  Runtime& runtime_;
  Resolver<T> resolver_;
};

}  // namespace loop::js

template <typename T, typename... Parameters>
struct std::coroutine_traits<loop::js::Promise<T>, Parameters...> {
  using promise_type = loop::js::Coroutine<T>;
};
