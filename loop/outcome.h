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
  static_assert(std::is_void_v<Result> || std::is_object_v<Result>,
                "work must return a value; wrap a reference in std::ref");

 public:
  /// Calls `function()` and keeps what comes of it; an exception, too, if it cannot keep it.
  template <typename Function>
  Outcome(std::in_place_t, Function& function) noexcept {
    try {
      if constexpr (std::is_void_v<Result>) {
        function();
        kept_.template emplace<1>();
      } else {
        kept_.template emplace<1>(function());
      }
    } catch (...) {
      kept_.template emplace<0>(std::current_exception());
    }
  }

  bool has_exception() const noexcept { return kept_.index() == 0; }

  /// Moves the result out, or throws the exception.
  Result get() {
    if (has_exception()) std::rethrow_exception(std::get<0>(kept_));
    if constexpr (!std::is_void_v<Result>) return std::move(std::get<1>(kept_));
  }

 private:
  using Value = std::conditional_t<std::is_void_v<Result>, std::monostate, Result>;

  std::variant<std::exception_ptr, Value> kept_;
};

}  // namespace loop
