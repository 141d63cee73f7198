// SPDX-License-Identifier: MIT
//
// Asks every rule about every contract, for one line size after the other.
#pragma once

#include <string>
#include <vector>

#include "layoutcheck/contracts/bind.h"
#include "layoutcheck/model/coverage.h"
#include "layoutcheck/model/finding.h"

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

/// `bindings` must be those of `program`, and must outlive the result. Line sizes are those of the
/// program's target. With patterns only types and globals of such a name are judged; directives
/// that bind to nothing are reported all the same.
CheckResult check(const Program& program, const Bindings& bindings,
                  const std::vector<std::string>& type_patterns = {});

}  // namespace layoutcheck
