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
  /// Calls `function()` and keeps what comes of it; an exception, too, if it cannot keep it.
  template <typename Function>
  Outcome(std::in_place_t, Function& function) noexcept {
    try {
      if constexpr (std::is_void_v<Result>) {
        function();
        kept_.template emplace<Value>();
      } else {
        kept_.template emplace<Value>(function());
      }
    } catch (...) {
      kept_.template emplace<std::exception_ptr>(std::current_exception());
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

  std::variant<std::exception_ptr, Value> kept_;
};

}  // namespace loop
