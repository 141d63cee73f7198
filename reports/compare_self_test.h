// SPDX-License-Identifier: MIT
#pragma once

#include "reports/exit_code.h"
#include "reports/model/comparison.h"
#include "reports/model/run.h"

namespace reports {

/// Shows on the user's own data that the gate can fail: plants each kind of damage, a file cut in
/// half included, and prints what became of it. `failed` if any of it would have passed;
/// `undecided` if nothing can be shown: every row fails already, or the gate is disarmed.
ExitCode self_test_comparison(const Run& base, const Run& candidate, const Parameters& parameters,
                              const Control& control);

}  // namespace reports
