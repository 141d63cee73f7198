// SPDX-License-Identifier: MIT
//
// The seam to other programs. The real one is local_process_runner; tests script a fake.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "reports/model/evidence.h"

namespace reports {

using OnOutput = std::function<void(std::string_view)>;

struct ProcessEnd {
  RunEnd end = RunEnd::not_started;
  std::optional<int> exit_code;  ///< only if exited
  std::optional<int> signal;     ///< only if a signal ended it
  std::string error;             ///< only if not started
  std::int64_t duration_ms = 0;
  /// What somebody sent to us meanwhile, meant for the command: the last of such signals, which it
  /// was given. The command may have ended by it, or have gone on.
  std::optional<int> forwarded_signal = {};
};

class ProcessRunner {
 public:
  virtual ~ProcessRunner() = default;

  /// Runs `argv` (found on PATH, as a shell would) with an empty standard input, hands on what it
  /// writes to standard output and standard error in the order of arrival, and returns once it
  /// ended. At `timeout` the command and what it started are killed.
  virtual ProcessEnd run(const std::vector<std::string>& argv,
                         std::optional<std::chrono::milliseconds> timeout,
                         const OnOutput& on_output) = 0;

  /// As run() without a time limit, but what goes to standard error is handed to `on_error`. A
  /// runner that cannot tell the two apart hands everything to `on_output`.
  virtual ProcessEnd run_apart(const std::vector<std::string>& argv, const OnOutput& on_output,
                               const OnOutput& /*on_error*/) {
    return run(argv, std::nullopt, on_output);
  }
};

}  // namespace reports
