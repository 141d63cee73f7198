// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <ctime>
#include <limits>

namespace loop {

/// What is left until a deadline of the steady clock; zero if it has passed.
inline std::chrono::nanoseconds time_left(std::chrono::steady_clock::time_point deadline) {
  const auto now = std::chrono::steady_clock::now();
  // Compared first, because the difference to a deadline of long ago overflows.
  return deadline > now ? deadline - now : std::chrono::nanoseconds::zero();
}

inline timespec to_timespec(std::chrono::nanoseconds left) {
  const auto whole = std::chrono::floor<std::chrono::seconds>(left);
  timespec result{};
  result.tv_sec = static_cast<decltype(result.tv_sec)>(whole.count());
  result.tv_nsec = static_cast<decltype(result.tv_nsec)>((left - whole).count());
  return result;
}

/// Whole milliseconds, rounded up: waking early would spin until the deadline.
inline int to_milliseconds(std::chrono::nanoseconds left) {
  using std::chrono::milliseconds;
  const auto rounded = std::chrono::ceil<milliseconds>(left).count();
  const auto longest = static_cast<milliseconds::rep>(std::numeric_limits<int>::max());
  return static_cast<int>(rounded < longest ? rounded : longest);
}

}  // namespace loop
