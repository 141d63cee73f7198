// SPDX-License-Identifier: MIT
#pragma once

#include <csignal>

namespace loop {

/// What the process does on a signal while this exists.
class SignalAction {
 public:
  SignalAction(int signal, void (*handler)(int)) : signal_(signal) {
    struct sigaction action {};
    action.sa_handler = handler;
    ::sigaction(signal, &action, &previous_);
  }
  SignalAction(const SignalAction&) = delete;
  SignalAction& operator=(const SignalAction&) = delete;
  ~SignalAction() { ::sigaction(signal_, &previous_, nullptr); }

 private:
  int signal_;
  struct sigaction previous_ {};
};

/// The process survives the signals of a test, whether or not a loop watches them.
struct UserSignalsIgnored {
  SignalAction first{SIGUSR1, SIG_IGN};
  SignalAction second{SIGUSR2, SIG_IGN};
};

}  // namespace loop
