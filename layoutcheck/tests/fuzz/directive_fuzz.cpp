// SPDX-License-Identifier: MIT
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "layoutcheck/model/directive_text.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const auto text = layoutcheck::read_directive({reinterpret_cast<const char*>(bytes), size});
  // It says something, or why it does not.
  if (text && text->words.empty() == text->problem.empty()) std::abort();
  return 0;
}
