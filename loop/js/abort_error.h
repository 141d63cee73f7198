// SPDX-License-Identifier: MIT
#pragma once

#include <stdexcept>

namespace loop::js {

/// Why something was aborted, if no other reason was given.
class AbortError : public std::runtime_error {
 public:
  AbortError() : std::runtime_error("the operation was aborted") {}
};

/// The reason of AbortSignal::timeout().
class TimeoutError : public std::runtime_error {
 public:
  TimeoutError() : std::runtime_error("the operation timed out") {}
};

}  // namespace loop::js
