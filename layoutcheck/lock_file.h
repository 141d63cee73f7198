// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>

#include "layoutcheck/files.h"
#include "layoutcheck/lock/layout_lock.h"

namespace layoutcheck {

inline constexpr const char* lock_name = "layout.lock";

/// The nearest lock at or above the working directory; empty if there is none.
std::string nearest_lock();

/// Reads the lock, the nearest one if `file` is empty, or nothing if there is none. Throws Error.
std::optional<LayoutLock> find_lock(const std::string& file);

}  // namespace layoutcheck
