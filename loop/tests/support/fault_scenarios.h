// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <span>

#include "loop/tests/support/fault_run.h"

namespace loop {

/// Something that a user does with a loop, and that must come out the same if a call fails.
struct FaultScenario {
  const char* name;
  void (*play)(Loop& loop, FaultRun& run);
};

std::span<const FaultScenario> fault_scenarios();

/// How many signal inboxes the scenarios took for ever.
std::size_t taken_inbox_count();

}  // namespace loop
