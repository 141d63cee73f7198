// SPDX-License-Identifier: MIT
#pragma once

#include <pthread.h>
#include <signal.h>

#include <atomic>
#include <thread>

#include "loop/tests/support/signal_action.h"

namespace loop {

/// Interrupts the thread that made it with signals, again and again, until the end of the scope.
class SignalStorm {
 public:
  SignalStorm() = default;
  SignalStorm(const SignalStorm&) = delete;
  SignalStorm& operator=(const SignalStorm&) = delete;
  ~SignalStorm() {
    is_over_ = true;
    interrupter_.join();
  }

 private:
  SignalAction action_{SIGUSR1, [](int) {}};
  std::atomic<bool> is_over_{false};
  std::thread interrupter_{[this, target = ::pthread_self()] {
    while (!is_over_) {
      ::pthread_kill(target, SIGUSR1);
      std::this_thread::yield();
    }
  }};
};

}  // namespace loop
