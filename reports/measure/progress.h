// SPDX-License-Identifier: MIT
#pragma once

#include <string>

namespace reports {

/// Told how far a long work is. Whoever shows it decides how: on a terminal one line that changes,
/// elsewhere a line now and then.
class Progress {
 public:
  virtual ~Progress() = default;

  /// `done` of `all` launches are finished; `next` starts now.
  virtual void at(int done, int all, const std::string& next) = 0;
  virtual void finish() = 0;
};

}  // namespace reports
