// SPDX-License-Identifier: MIT
#include <cstddef>
#include <cstdint>
#include <string>

#include "layoutcheck/error.h"
#include "layoutcheck/ingest/read_baseline.h"
#include "layoutcheck/ingest/read_layouts.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(bytes), size);
  try {
    layoutcheck::read_baseline(text, "fuzz.json");
  } catch (const layoutcheck::Error&) {
  }
  try {
    layoutcheck::read_layouts(text, "fuzz.json");
  } catch (const layoutcheck::Error&) {
  }
  return 0;
}
