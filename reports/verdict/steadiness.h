// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <vector>

#include "reports/model/run.h"
#include "reports/model/warning.h"
#include "reports/verdict/interleaving.h"

namespace reports {

/// Trends with a p above this are taken for chance, and those below so much change over all
/// launches for harmless.
constexpr double most_drift_p = 0.01;
constexpr double least_drift = 0.02;

/// Tells of a machine that became steadily slower or faster while it measured. The speed of a
/// launch is the median over its benchmarks of what each took, relative to that benchmark's median
/// on its side. Launches that were taken in turn are one series, stored sets are two.
std::vector<Warning> drift_warnings(const Run& base, const Run& candidate,
                                    const std::optional<Interleaving>& interleaving);

}  // namespace reports
