// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>

#include "layoutcheck/lock/layout_lock.h"

namespace layoutcheck {

/// The lock of the working directory.
inline constexpr const char* default_lock_file = "layout.lock";

/// The whole of a file. Throws Error if it cannot be read.
std::string read_file(const std::string& file);

/// Reads the lock, or nothing if `file` is empty and the working directory has none. Throws Error.
std::optional<LayoutLock> find_lock(const std::string& file);

}  // namespace layoutcheck
