// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <ostream>
#include <string>

#include "reports/measure/progress.h"

namespace reports {

/// Shows how far a session is and how long it will take, from how long the launches took that it
/// saw: on a terminal in one line that is rewritten, elsewhere in one line for each block.
class ProgressLine : public Progress {
 public:
  using Clock = std::function<std::chrono::steady_clock::time_point()>;

  ProgressLine(std::ostream& stream, bool is_terminal, Clock clock);
  ~ProgressLine() override;  ///< whatever is written next begins a line of its own

  void at(int done, int all, const std::string& next) override;
  void finish() override;

 private:
  std::string time_left(int done, int all);

  std::ostream& stream_;
  bool is_terminal_;
  Clock clock_;
  bool line_is_open_ = false;
  std::optional<std::chrono::steady_clock::time_point> started_;
  int done_at_start_ = 0;
};

/// Says that a signal was handed on to the program that runs, and how to end one that ignores it.
void say_waiting(std::ostream& stream, bool is_terminal);

}  // namespace reports
