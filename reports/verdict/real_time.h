// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <vector>

#include "reports/model/comparison.h"
#include "reports/verdict/benchmark_pair.h"
#include "reports/verdict/interleaving.h"

namespace reports {

/// The numbers of a pair's wall times, as far as there are any: no q and no verdict yet.
/// Launches taken in turn are compared inside their blocks.
BenchmarkComparison measure_real_time(const BenchmarkPair& pair,
                                      const std::optional<Interleaving>& interleaving,
                                      const Parameters& parameters, const Control& control);

/// Gives q and verdict to rows that nothing keeps from being judged. They are one family: all of
/// them together keep the false discovery rate. `share` is the part of it that this look may spend.
/// Tells in `warnings` if there are so many that one
/// regression alone could not be seen.
void judge_real_times(const std::vector<BenchmarkComparison*>& family, double share,
                      const Parameters& parameters, std::vector<Warning>& warnings);

}  // namespace reports
