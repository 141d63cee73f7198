// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <span>

namespace loop {

/// Reads any bytes as operations on a TimerQueue, does them on a TimerModel as well, and throws
/// std::logic_error, which says what differs, where the two do.
void compare_timers_with_model(std::span<const std::uint8_t> bytes);

}  // namespace loop
