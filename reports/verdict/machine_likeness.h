// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "reports/model/machine.h"
#include "reports/model/run.h"
#include "reports/model/warning.h"

namespace reports {

/// Whether the times of two runs may be compared at all.
struct MachineLikeness {
  Machine base;  ///< facts that all launches agree on, or all that were seen: "A | B"
  Machine candidate;
  std::optional<std::string> obstacle;  ///< why no time of this comparison can be judged
  std::vector<Warning> warnings;
};

/// Facts that are unknown forbid nothing: most files say little. A fact known on one side only gets
/// a Warning.
MachineLikeness machine_likeness(const Run& base, const Run& candidate);

}  // namespace reports
