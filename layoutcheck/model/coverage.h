// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "layoutcheck/model/program.h"

namespace layoutcheck {

/// What a check looked at, and what it could not look at. Nothing is left out silently.
struct Coverage {
  std::size_t parsed_units = 0;
  std::vector<Unit> failed_units;

  std::size_t seen_types = 0;
  std::size_t checked_types = 0;  ///< judged by at least one rule
  std::vector<SkippedRecord> skipped_types;

  /// Contracts by verdict, each once for every line size.
  std::size_t proved = 0;
  std::size_t violated = 0;
  std::size_t unknown = 0;
  std::size_t not_checked = 0;

  /// Claims that the evidence leaves open, and that nobody allowed: also those of contracts that
  /// count as violated.
  std::size_t open_claims = 0;

  /// Types that were asked for, and that no unit has.
  std::vector<std::string> unknown_types;

  /// Configured contracts whose types no unit of this run has: other units' business.
  std::vector<std::string> absent_contracts;

  /// Entries of layout.lock by verdict.
  std::size_t locks_held = 0;
  std::size_t locks_broken = 0;
  std::size_t locks_not_checked = 0;
  std::string lock_file;  ///< empty if none was used

  std::size_t locks() const { return locks_held + locks_broken + locks_not_checked; }
  std::size_t contracts() const { return proved + violated + unknown + not_checked; }

  friend bool operator==(const Coverage&, const Coverage&) = default;
};

}  // namespace layoutcheck
