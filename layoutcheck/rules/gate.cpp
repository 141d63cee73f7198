// SPDX-License-Identifier: MIT
#include "layoutcheck/rules/gate.h"

namespace layoutcheck {

bool Gate::fails(const Finding& finding) const {
  if (finding.allowed || finding.baselined || finding.verdict != Verdict::violated) return false;
  return fail_on && finding.severity >= *fail_on;
}

bool Gate::is_incomplete(const Coverage& coverage) const {
  return (coverage.open_claims > 0 && !allow_unknown) || coverage.not_checked > 0 ||
         !coverage.unknown_types.empty() || coverage.locks_not_checked > 0 ||
         !coverage.failed_units.empty() || coverage.contracts() + coverage.locks() == 0;
}

}  // namespace layoutcheck
