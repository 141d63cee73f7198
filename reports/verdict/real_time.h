// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include "reports/model/comparison.h"
#include "reports/verdict/benchmark_pair.h"

namespace reports {

/// The numbers of a pair's wall times, as far as there are any: no q and no verdict yet.
BenchmarkComparison measure_real_time(const BenchmarkPair& pair, const Parameters& parameters);

/// Gives q and verdict to rows that nothing keeps from being judged. They are one family: all of
/// them together keep the false discovery rate. Tells in `warnings` if there are so many that one
/// regression alone could not be seen.
void judge_real_times(const std::vector<BenchmarkComparison*>& family, const Parameters& parameters,
                      std::vector<Warning>& warnings);

}  // namespace reports
