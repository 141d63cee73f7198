// SPDX-License-Identifier: MIT
//
// Ctrl-C lets the program finish what it has accepted, and a second Ctrl-C ends it at once.
#include <chrono>
#include <csignal>
#include <iostream>

#include "loop/loop.h"

int main() {
  using namespace std::chrono_literals;
  loop::Loop loop;
  loop.add_repeating_timer(1h, [] { std::cout << "still here\n"; });

  loop::SignalId interrupt{};
  interrupt = loop.watch_signal(SIGINT, [&](int) {
    loop.unwatch_signal(interrupt);  // so that a second one does what it always did
    for (int order = 1; order <= 3; ++order) {
      loop.post([order] { std::cout << "order " << order << " is done\n"; });
    }
    loop.shutdown();
    if (!loop.post([] {})) std::cout << "no more orders, please\n";
  });

  std::cout << "ready" << std::endl;
  loop.run();
  std::cout << "discarded " << loop.discarded().timers << " timer\n";
}
