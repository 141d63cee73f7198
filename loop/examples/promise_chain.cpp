// SPDX-License-Identifier: MIT
//
// A chain of promises: each step may fail, one place handles what fails, and one cleans up. The
// work that blocks runs on a worker's thread, and all handlers on the loop's.
#include <cctype>
#include <chrono>
#include <iostream>
#include <stdexcept>
#include <string>

#include "loop/js/combinators.h"
#include "loop/js/promise.h"
#include "loop/js/promisify.h"
#include "loop/loop.h"

namespace js = loop::js;

/// Stands for a query that blocks.
std::string look_up(const std::string& name) {
  if (name == "Moriarty") throw std::invalid_argument(name + " is not to be found");
  return name + ", 221B Baker Street";
}

js::Promise<std::string> address_of(loop::Loop& loop, std::string name) {
  return js::promisify(loop, [name = std::move(name)] { return look_up(name); });
}

int main() {
  loop::Loop loop;

  address_of(loop, "Holmes")
      .then([&](const std::string& address) {
        std::cout << address << '\n';
        return address_of(loop, "Moriarty");  // what follows waits for this promise
      })
      .then([](const std::string&) { std::cout << "never printed\n"; })
      .catch_error<std::invalid_argument>(
          [](const std::invalid_argument& error) { std::cout << error.what() << '\n'; })
      .then([&] {
        return js::all_settled(
            loop, std::vector{address_of(loop, "Watson"), address_of(loop, "Moriarty")});
      })
      .then([](const std::vector<js::Settled<std::string>>& addresses) {
        for (const auto& address : addresses) {
          std::cout << (address.value ? *address.value : "nothing") << '\n';
        }
      })
      .finally([] { std::cout << "done\n"; });

  loop.run_while_alive();
}
