// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>

#include "reports/model/comparison.h"
#include "reports/verdict/benchmark_pair.h"
#include "reports/verdict/interleaving.h"

namespace reports {

/// Why a benchmark gets no verdict from its times, whatever they are.
struct Obstacle {
  Verdict verdict = Verdict::inconclusive;  ///< or not_run
  std::string reason;
  std::optional<int> launches_needed;  ///< a side, if more launches would remove it
};

/// Above this ratio of wall time to CPU time, a benchmark of one thread did not have its CPU for
/// itself. A quiet machine stays below 1.01; the machine on which this was measured showed 4.5
/// under load.
constexpr double contention_ratio = 1.15;

/// Why no time of the comparison can be judged: unlike machines (`machines`, if any), a failed
/// control, a session that was cut short before its first look.
std::optional<std::string> obstacle_to_all(const std::optional<std::string>& machines,
                                           const Control& control,
                                           const std::optional<Interleaving>& interleaving);

/// The first of: one side only, failed or missing in a launch, `nothing_counts` (if it says why),
/// contention, too few `launches` that are compared. A benchmark that is registered with
/// UseRealTime or UseManualTime waits on purpose or works in threads of its own, and shows no
/// contention.
std::optional<Obstacle> obstacle_to(const BenchmarkPair& pair,
                                    const std::array<std::size_t, 2>& launches,
                                    const Parameters& parameters,
                                    const std::optional<std::string>& nothing_counts);

}  // namespace reports
