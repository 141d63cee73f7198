// SPDX-License-Identifier: MIT
//
// One mistake is reported once, closest to its cause. What is redundant stays a violated claim of
// its contract; it is left out of the list that people read.
#pragma once

#include <vector>

#include "layoutcheck/model/finding.h"

namespace layoutcheck {

/// Marks violations that enclose another: of eight fields on one line, the seven pairs of
/// neighbours say it all. An allowed violation hides nothing.
void mark_enclosing_violations(std::vector<Finding>& claims);

/// Whether `own`, a claim of the contract of the part that `claim` names, is violated and speaks
/// of the same fields: then the part is wrong by itself.
bool is_told_by(const Finding& own, const Finding& claim);

}  // namespace layoutcheck
