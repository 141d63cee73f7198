// SPDX-License-Identifier: MIT
#include "loop/tests/simulation/simulated_signals.h"

#include <array>

#include "loop/pollers/signal_action.h"

namespace loop {
namespace {

constinit std::array<OnSignal, 65> handlers{};

}  // namespace

void install_signal_action(int signal, OnSignal on_signal, struct sigaction&) {
  handlers.at(static_cast<std::size_t>(signal)) = on_signal;
}

void restore_signal_action(int signal, OnSignal, const struct sigaction&) noexcept {
  handlers[static_cast<std::size_t>(signal)] = nullptr;
}

void simulate_signal(int signal) {
  const OnSignal on_signal = handlers.at(static_cast<std::size_t>(signal));
  if (on_signal != nullptr) on_signal(signal);
}

}  // namespace loop
