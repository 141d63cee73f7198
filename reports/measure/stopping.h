// SPDX-License-Identifier: MIT
//
// When a session may end before its last launch.
#pragma once

#include <vector>

#include "reports/model/comparison.h"
#include "reports/model/looks.h"

namespace reports {

/// The looks of a session with so many launches a side: one at the end. With `stop_early` one more,
/// after two thirds of the blocks and at least four, may spend a fifth of the error rate; the end
/// keeps the rest.
std::vector<Look> planned_looks(int launches, bool stop_early);

/// Whether some benchmark that needs a verdict is INCONCLUSIVE for lack of launches. What cannot be
/// compared at all, as on unlike machines, stays so however many there are.
bool could_more_launches_decide(const Comparison& comparison);

}  // namespace reports
