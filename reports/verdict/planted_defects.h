// SPDX-License-Identifier: MIT
//
// A gate that cannot fail proves nothing: damage is planted into the user's own runs, in memory,
// and the same rules that judge the runs must see it.
//
// To add a kind of damage: a function that does it to the row's benchmark, and a line in `plants`.
#pragma once

#include <vector>

#include "reports/model/comparison.h"
#include "reports/model/planted_defect.h"
#include "reports/model/run.h"

namespace reports {

/// Of more rows of a kind than this, so many are taken at even distances.
constexpr std::size_t most_benchmarks_to_damage = 100;

/// Damages what both sides measured, one row at a time: times, exact counters and instruction
/// counts. Rows that fail the gate undamaged show nothing, and are only counted. Throws Error if
/// nothing was measured on both sides.
std::vector<PlantedDefect> plant_defects(const Run& base, const Run& candidate,
                                         const Parameters& parameters, const Control& control = {});

}  // namespace reports
