// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstdint>
#include <random>
#include <vector>

#include "reports/model/run.h"

namespace reports {

/// The launches of two sides in one heap, to be dealt out again. Counters are not kept.
class PooledLaunches {
 public:
  /// Both sides are launches of one interleaved session.
  PooledLaunches(const Run& base, const Run& candidate);

  /// Which half of the launches of each block goes to which side is drawn at random.
  std::array<Run, 2> deal_inside_blocks(std::mt19937_64& random) const;

  /// The earlier half against the later half, as if one had been measured after the other; the
  /// launches forget that they were taken in turn.
  std::array<Run, 2> earlier_and_later() const;

 private:
  std::array<Run, 2> sides(const std::vector<std::size_t>& side_of, bool keeps_places) const;

  Run pool_;  ///< launches in the order of their turns
};

}  // namespace reports
