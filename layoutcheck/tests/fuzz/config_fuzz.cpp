// SPDX-License-Identifier: MIT
#include <cstddef>
#include <cstdint>

#include "layoutcheck/config/config.h"
#include "layoutcheck/error.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  try {
    layoutcheck::read_config({reinterpret_cast<const char*>(bytes), size}, "fuzz.yaml");
  } catch (const layoutcheck::Error&) {
  }
  return 0;
}
