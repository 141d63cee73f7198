// SPDX-License-Identifier: MIT
#pragma once

#include <future>

namespace loop {

/// Work that tells that it began, and goes on when the test says so. Outlives the loop, which waits
/// for work that began.
struct Gate {
  std::promise<void> began;
  std::promise<void> opened;

  void pass() {
    began.set_value();
    opened.get_future().wait();
  }
  void wait_until_begun() { began.get_future().wait(); }
  void open() { opened.set_value(); }
};

}  // namespace loop
