// SPDX-License-Identifier: MIT
//
// Asks every rule about every contract, for one line size after the other.
#pragma once

#include <string>
#include <vector>

#include "layoutcheck/model/coverage.h"
#include "layoutcheck/model/finding.h"
#include "layoutcheck/rules/check_input.h"

namespace layoutcheck {

/// One contract for one line size. The verdict is the worst of its claims; there is at least one.
struct ContractResult {
  const Contract* contract = nullptr;  ///< in the Bindings that were checked
  std::uint64_t line_bytes = 0;
  Verdict verdict = Verdict::proved;
  std::vector<Finding> claims;
};

struct CheckResult {
  std::vector<ContractResult> contracts;  ///< by place in the sources, then by line size
  /// What is not proved, allowed findings included: by place, then rule, then line size.
  std::vector<Finding> findings;
  Coverage coverage;
};

/// The program and its bindings must outlive the result. Directives that bind to nothing are
/// reported whatever types are wanted.
CheckResult check(const CheckInput& input);

}  // namespace layoutcheck
