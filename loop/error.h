// SPDX-License-Identifier: MIT
#pragma once

#include <system_error>

namespace loop {

/// What a caller of Loop did wrong; thrown as std::system_error. Errors of the operating system
/// are thrown with its own codes.
enum class Errc {
  already_running = 1,  ///< run() while the loop runs, from a callback or another thread
  terminated,           ///< the loop was shut down or closed
  wrong_thread,         ///< must be called from the loop's thread (wait(): from any other)
  negative_delay,       ///< a timer's delay is below zero
  empty_callback,       ///< a callback without a function
};

const std::error_category& loop_category() noexcept;

inline std::error_code make_error_code(Errc error) noexcept {
  return {static_cast<int>(error), loop_category()};
}

[[noreturn]] void throw_empty_callback();

/// For callbacks that are offered to a loop: throws Errc::empty_callback.
template <typename Callback>
void require_function(const Callback& callback) {
  if (!callback) throw_empty_callback();
}

}  // namespace loop

template <>
struct std::is_error_code_enum<loop::Errc> : std::true_type {};
