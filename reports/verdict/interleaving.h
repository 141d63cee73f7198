// SPDX-License-Identifier: MIT
//
// Whether two runs were taken in turn, and which of their launches may be compared with which.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "reports/model/calibration.h"
#include "reports/model/run.h"
#include "reports/model/warning.h"
#include "reports/stats/block_rank_sum.h"
#include "reports/verdict/benchmark_pair.h"

namespace reports {

/// Launches of one `reports measure`, in blocks whose order was drawn at random.
struct Interleaving {
  /// Of each launch of a side: its block, from 0; nothing if the launch is not used.
  std::array<std::vector<std::optional<std::size_t>>, 2> block_of;
  int blocks = 0;  ///< that are used
  int blocks_to_first_look =
      0;             ///< fewer may not be judged: whoever may stop anywhere finds something
  double share = 1;  ///< of the error rate, which the look after these blocks may spend
};

/// Nothing unless all launches of both sides are of one session. Uses the blocks up to the last
/// look that is complete; a block that lacks a launch is left out with a Warning.
std::optional<Interleaving> interleaving_of(const Run& base, const Run& candidate,
                                            std::vector<Warning>& warnings);

Sampling sampling_of(const Run& base, const Run& candidate);

/// Why launches that know their places are no session: those of one side belong to several, or not
/// all to one. Whoever mixes what was measured at different times may stop when it looks right.
std::optional<std::string> mixture_of(const Run& base, const Run& candidate);

/// The logarithms of the pair's wall times by block, from blocks in which both sides have one.
std::vector<Block> blocks_of(const BenchmarkPair& pair, const Interleaving& interleaving);

}  // namespace reports
