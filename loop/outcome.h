// SPDX-License-Identifier: MIT
#pragma once

#include <exception>
#include <type_traits>
#include <utility>
#include <variant>

namespace loop {

/// What a function came to: its result, or the exception that left it.
template <typename Result>
class Outcome {
 public:
  /// Calls `function()` and keeps what comes of it.
  template <typename Function>
  static Outcome of(Function& function) noexcept {
    try {
      if constexpr (std::is_void_v<Result>) {
        function();
        return Outcome(Value{});
      } else {
        return Outcome(function());
      }
    } catch (...) {
      return Outcome(std::current_exception());
    }
  }

  bool has_exception() const noexcept { return std::holds_alternative<std::exception_ptr>(kept_); }

  /// Moves the result out, or throws the exception.
  Result get() {
    if (has_exception()) std::rethrow_exception(std::get<std::exception_ptr>(kept_));
    if constexpr (!std::is_void_v<Result>) return std::move(std::get<Value>(kept_));
  }

 private:
  using Value = std::conditional_t<std::is_void_v<Result>, std::monostate, Result>;

  explicit Outcome(std::variant<Value, std::exception_ptr> kept) : kept_(std::move(kept)) {}

  std::variant<Value, std::exception_ptr> kept_;
};

}  // namespace loop
