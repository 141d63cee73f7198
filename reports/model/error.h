// SPDX-License-Identifier: MIT
#pragma once

#include <stdexcept>

namespace reports {

/// The input or the command line is unusable: one line that says what, where and what to do.
/// Only main() catches it. Doubtful but usable input is a Warning instead.
struct Error : std::runtime_error {
  using std::runtime_error::runtime_error;
};

}  // namespace reports
