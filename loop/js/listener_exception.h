// SPDX-License-Identifier: MIT
#pragma once

#include <exception>

#include "loop/loop.h"

namespace loop::js {

/// Lets the loop treat what a listener threw as a callback's exception, when the present callback
/// is over: the other listeners are called, and whoever caused the event knows nothing of it. As
/// Node does. Lost if the loop ends before, or if there is no memory for it. Loop's thread.
inline void throw_in_next_tick(Loop& loop, std::exception_ptr error) noexcept {
  try {
    loop.next_tick([error = std::move(error)] { std::rethrow_exception(error); });
  } catch (const std::exception&) {
  }
}

}  // namespace loop::js
