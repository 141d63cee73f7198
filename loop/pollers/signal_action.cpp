// SPDX-License-Identifier: MIT
#include "loop/pollers/signal_action.h"

#include <cerrno>
#include <system_error>

namespace loop {

/// Other signals wait meanwhile, and interrupted system calls go on. Runs on a thread's alternate
/// stack if it has one, because then its own may be too small.
void install_signal_action(int signal, OnSignal on_signal, struct sigaction& previous) {
  struct sigaction action {};
  action.sa_handler = on_signal;
  action.sa_flags = SA_RESTART | SA_ONSTACK;
  ::sigfillset(&action.sa_mask);
  if (::sigaction(signal, &action, &previous) == 0) return;
  throw std::system_error(errno, std::generic_category(), "sigaction");
}

void restore_signal_action(int signal, OnSignal on_signal,
                           const struct sigaction& previous) noexcept {
  struct sigaction current {};
  ::sigaction(signal, nullptr, &current);
  if (current.sa_handler == on_signal) ::sigaction(signal, &previous, nullptr);
}

}  // namespace loop
