// SPDX-License-Identifier: MIT
#include <cstddef>
#include <cstdint>

#include "loop/tests/support/timer_comparison.h"

/// The exception of a difference leaves this function, and ends the program.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  loop::compare_timers_with_model({bytes, size});
  return 0;
}
