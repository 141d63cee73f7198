// SPDX-License-Identifier: MIT
#pragma once

#include <coroutine>

namespace loop::js {

/// Lets a test see the frame of the coroutine that awaits it, which goes on at once.
struct ShowFrame {
  std::coroutine_handle<>& shown;

  static constexpr bool await_ready() noexcept { return false; }
  bool await_suspend(std::coroutine_handle<> coroutine) noexcept {
    shown = coroutine;
    return false;
  }
  static constexpr void await_resume() noexcept {}
};

}  // namespace loop::js
