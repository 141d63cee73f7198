// SPDX-License-Identifier: MIT
//
// The process's actions for signals: what the operating system does of SignalInbox's work.
#pragma once

#include <csignal>

namespace loop {

/// Called inside a signal handler, on any thread.
using OnSignal = void (*)(int signal);

/// From now on the process calls `on_signal`; `previous` is what it did before. Throws
/// std::system_error if the signal cannot be caught.
void install_signal_action(int signal, OnSignal on_signal, struct sigaction& previous);

/// Restores `previous`, unless somebody has replaced `on_signal` meanwhile.
void restore_signal_action(int signal, OnSignal on_signal,
                           const struct sigaction& previous) noexcept;

}  // namespace loop
