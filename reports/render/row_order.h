// SPDX-License-Identifier: MIT
//
// Which rows a reader sees first where there is no room for all, and what is said of the others.
#pragma once

#include <string>
#include <vector>

#include "reports/model/comparison.h"

namespace reports {

using Rows = std::vector<const BenchmarkComparison*>;

/// What regressed, did not run, is inconclusive, improved, did not change, in this order; of one
/// verdict the largest differences first, then as in the comparison.
Rows most_telling_first(const Comparison& comparison);

/// "and 9 more, which --format json lists: 7 REGRESSED (ratios 1.120-1.310), 2 NOT RUN"; nothing
/// for no rows.
std::string show_rest(const Rows& rows);

}  // namespace reports
