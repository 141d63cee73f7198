// SPDX-License-Identifier: MIT
//
// Linked with a loop that has a fault (see CMakeLists.txt): a simulation that finds nothing there
// proves nothing elsewhere.
#include <catch2/catch.hpp>
#include <cstdint>
#include <string>

#include "loop/tests/simulation/program.h"
#include "loop/tests/simulation/scheduler.h"

namespace loop {

TEST_CASE("the simulation finds the planted fault", "[loop][simulation]") {
  constexpr std::uint64_t last_seed = 10'000;
  Scheduler scheduler(scheduled_threads);
  for (std::uint64_t seed = 1; seed <= last_seed; ++seed) {
    const std::string broken = Program(scheduler, seed).run();
    if (broken.empty()) continue;
    WARN("found by seed " << seed << ": " << broken);
    return;
  }
  FAIL("not found by " << last_seed << " seeds");
}

}  // namespace loop
