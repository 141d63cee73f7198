// SPDX-License-Identifier: MIT
#pragma once

namespace reports {

/// What the program tells its caller; the first that applies, in this order. `run` passes on the
/// exit code of its command instead, which may be any.
enum ExitCode : int {
  unusable = 2,   ///< usage error, or input that cannot be read
  failed = 1,     ///< a regression or a failed check
  undecided = 3,  ///< inconclusive, or not run, where an answer was required
  passed = 0,
};

}  // namespace reports
