// SPDX-License-Identifier: MIT
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "layoutcheck/error.h"
#include "layoutcheck/lock/layout_lock.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  try {
    const std::string text(reinterpret_cast<const char*>(bytes), size);
    const layoutcheck::LayoutLock lock = layoutcheck::read_lock(text, "fuzz.lock");
    const std::string written = layoutcheck::write_lock(lock);
    if (layoutcheck::write_lock(layoutcheck::read_lock(written, "fuzz.lock")) != written) {
      std::abort();
    }
  } catch (const layoutcheck::Error&) {
  }
  return 0;
}
