// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>

namespace loop {

/// How often any form of operator new was called so far, in a program that is linked with
/// allocation_counter.cpp. Any thread.
std::size_t allocation_count() noexcept;

}  // namespace loop
