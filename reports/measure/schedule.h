// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <vector>

namespace reports {

/// One process of a session.
struct PlannedLaunch {
  int side = 0;    ///< 0 is BASE, 1 is NEW
  int number = 0;  ///< of its side, from 1
  int block = 0;   ///< from 1
  int turn = 0;    ///< of the whole session, from 1

  friend bool operator==(const PlannedLaunch&, const PlannedLaunch&) = default;
};

inline constexpr int launches_in_a_block = 4;  ///< two of each side

inline constexpr int most_launches = 10'000;  ///< of a side: months of measuring

/// Throws Error unless so many launches a side fill the blocks: an even number, at least 2 and not
/// above `most_launches`.
void expect_whole_blocks(int launches);

/// `launches` of each side, which fill the blocks, in blocks. Each block has an order of its own,
/// drawn uniformly from the six that there are; the same seed gives the same orders everywhere.
std::vector<PlannedLaunch> schedule(std::uint64_t seed, int launches);

}  // namespace reports
