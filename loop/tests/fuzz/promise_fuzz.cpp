// SPDX-License-Identifier: MIT
#include <cstddef>
#include <cstdint>

#include "loop/tests/js/promise_program.h"

/// The exception of a difference leaves this function, and ends the program.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  loop::js::compare_promises_with_model({bytes, size});
  return 0;
}
