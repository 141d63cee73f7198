// SPDX-License-Identifier: MIT
#include "layoutcheck/lock_file.h"

namespace layoutcheck {

std::string nearest_lock() {
  return nearest_file(lock_name, ".");
}

std::optional<LayoutLock> find_lock(const std::string& file) {
  const std::string name = file.empty() ? nearest_lock() : file;
  if (name.empty()) return std::nullopt;
  return read_lock(read_file(name), name);
}

}  // namespace layoutcheck
