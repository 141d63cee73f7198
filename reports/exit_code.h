// SPDX-License-Identifier: MIT
#pragma once

namespace reports {

/// What the program tells its caller; the first that applies, in this order.
enum ExitCode {
  unusable = 2,   ///< usage error, or input that cannot be read
  failed = 1,     ///< a regression or a failed check
  undecided = 3,  ///< inconclusive, or not run, where an answer was required
  passed = 0,
};

}  // namespace reports
