// SPDX-License-Identifier: MIT
#pragma once

#include <stdexcept>

namespace layoutcheck {

/// The program cannot go on. The message is one line: what is wrong, where, and what to do. main
/// prints it and exits 2.
struct Error : std::runtime_error {
  using std::runtime_error::runtime_error;
};

}  // namespace layoutcheck
