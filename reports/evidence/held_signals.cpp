// SPDX-License-Identifier: MIT
#include "reports/evidence/held_signals.h"

#include <initializer_list>

namespace reports {

sigset_t interruptions() {
  sigset_t signals;
  ::sigemptyset(&signals);
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) {
    struct sigaction current {};
    ::sigaction(signal, nullptr, &current);
    if (current.sa_handler != SIG_IGN) ::sigaddset(&signals, signal);
  }
  return signals;
}

HeldSignals::HeldSignals() {
  const sigset_t signals = interruptions();
  ::pthread_sigmask(SIG_BLOCK, &signals, &before_);
}

HeldSignals::~HeldSignals() {
  ::pthread_sigmask(SIG_SETMASK, &before_, nullptr);
}

}  // namespace reports
