// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "layoutcheck/contracts/bind.h"
#include "layoutcheck/lock/layout_lock.h"
#include "layoutcheck/rules/rule_selection.h"

namespace layoutcheck {

/// What is judged, and by which rules. Line sizes are those of the program's target.
struct CheckInput {
  const Program& program;
  const Bindings& bindings;  ///< of that program
  /// Only types and globals of such a name are judged; none: all outside the system's headers.
  std::vector<std::string> type_patterns = {};
  RuleSelection rules = {};
  const LayoutLock* lock = nullptr;  ///< what must not have changed; null: nothing is locked
  Extent extent = Extent::part;      ///< of the program: what is not in the whole does not exist
};

}  // namespace layoutcheck
