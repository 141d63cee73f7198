// SPDX-License-Identifier: MIT
#include "reports/measure/schedule.h"

#include <array>
#include <random>
#include <string>

#include "reports/model/error.h"

namespace reports {

void expect_whole_blocks(int launches) {
  if (launches > most_launches) {
    throw Error("--launches " + std::to_string(launches) + ": must be at most " +
                std::to_string(most_launches));
  }
  if (launches >= 2 && launches % 2 == 0) return;
  throw Error("--launches " + std::to_string(launches) +
              ": must be even and at least 2, since each block has two of either side");
}

std::vector<PlannedLaunch> schedule(std::uint64_t seed, int launches) {
  using Order = std::array<int, launches_in_a_block>;
  constexpr std::array<Order, 6> orders = {
      {{0, 0, 1, 1}, {0, 1, 0, 1}, {0, 1, 1, 0}, {1, 0, 0, 1}, {1, 0, 1, 0}, {1, 1, 0, 0}}};
  // The engine is the same everywhere; the library's distributions are not. 2^64 is no multiple of
  // six, which favours some orders by less than 1e-18.
  std::mt19937_64 random(seed);
  std::vector<PlannedLaunch> turns;
  std::array<int, 2> numbers{};
  for (int block = 1; block <= launches / 2; ++block) {
    for (const int side : orders[random() % orders.size()]) {
      const int number = ++numbers[static_cast<std::size_t>(side)];
      turns.push_back({side, number, block, static_cast<int>(turns.size()) + 1});
    }
  }
  return turns;
}

}  // namespace reports
