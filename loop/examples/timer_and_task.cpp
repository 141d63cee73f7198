// SPDX-License-Identifier: MIT
//
// The first things that people do with a loop: run a task, run something later, and stop.
#include <chrono>
#include <iostream>
#include <thread>

#include "loop/loop.h"

int main() {
  using namespace std::chrono_literals;
  loop::Loop loop;

  loop.post([&] {
    std::cout << "a task\n";
    loop.queue_microtask([] { std::cout << "a microtask, right after it\n"; });
    loop.add_timer(20ms, [&] {
      std::cout << "20 ms later\n";
      loop.shutdown();
    });
  });
  std::thread worker([&] { loop.post([] { std::cout << "a task from another thread\n"; }); });
  worker.join();

  loop.run();
}
