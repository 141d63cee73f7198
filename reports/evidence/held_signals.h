// SPDX-License-Identifier: MIT
#pragma once

#include <csignal>

namespace reports {

/// The signals that ask us to stop: SIGINT, SIGTERM and SIGHUP, without those that whoever started
/// us chose to ignore, as nohup(1) does. (A signal that is ignored and blocked is kept all the
/// same.)
sigset_t interruptions();

/// While it lives, an interruption that reaches us between two processes waits for the next one,
/// where LocalProcessRunner sees it; without one it arrives when this ends. Not thread-safe: it
/// changes the signal mask.
class HeldSignals {
 public:
  HeldSignals();
  ~HeldSignals();
  HeldSignals(const HeldSignals&) = delete;
  HeldSignals& operator=(const HeldSignals&) = delete;

 private:
  sigset_t before_{};
};

}  // namespace reports
