// SPDX-License-Identifier: MIT
#pragma once

#include <optional>

#include "layoutcheck/rules/check.h"

namespace layoutcheck {

/// What lets a result pass.
struct Gate {
  std::optional<Severity> fail_on = Severity::error;  ///< none: no finding fails
  bool allow_unknown = false;

  /// Whether the finding alone makes the exit code 1.
  bool fails(const Finding& finding) const;

  /// Whether something that was asked for was not looked at, or remained open.
  bool is_incomplete(const Coverage& coverage) const;
};

}  // namespace layoutcheck
