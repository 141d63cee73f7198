// SPDX-License-Identifier: MIT
//
// A gate that cannot fail proves nothing: damage is planted into the user's own runs, in memory,
// and the same rules that judge the runs must see it.
//
// To add a kind of damage: a function that does it to one benchmark, and a row in `plants`.
#pragma once

#include <vector>

#include "reports/model/comparison.h"
#include "reports/model/planted_defect.h"
#include "reports/model/run.h"

namespace reports {

/// Of more benchmarks than this, so many are taken at even distances.
constexpr std::size_t most_benchmarks_to_damage = 100;

/// Damages every benchmark that both sides measured, one at a time. Throws Error if there is none.
std::vector<PlantedDefect> plant_defects(const Run& base, const Run& candidate,
                                         const Parameters& parameters);

}  // namespace reports
