// SPDX-License-Identifier: MIT
#pragma once

#include <pthread.h>
#include <signal.h>

#include <atomic>
#include <catch2/catch.hpp>
#include <thread>

namespace loop {

/// A handler of SIGUSR1, until the end of the scope.
class SignalHandler {
 public:
  explicit SignalHandler(void (*handler)(int)) {
    struct sigaction action {};
    action.sa_handler = handler;
    REQUIRE(::sigaction(SIGUSR1, &action, &before_) == 0);
  }
  SignalHandler(const SignalHandler&) = delete;
  SignalHandler& operator=(const SignalHandler&) = delete;
  ~SignalHandler() { ::sigaction(SIGUSR1, &before_, nullptr); }

 private:
  struct sigaction before_ {};
};

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
  SignalHandler handler_{[](int) {}};
  std::atomic<bool> is_over_{false};
  std::thread interrupter_{[this, target = ::pthread_self()] {
    while (!is_over_) {
      ::pthread_kill(target, SIGUSR1);
      std::this_thread::yield();
    }
  }};
};

}  // namespace loop
