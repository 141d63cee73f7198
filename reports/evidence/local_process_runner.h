// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <utility>

#include "reports/evidence/process_runner.h"

namespace reports {

/// Runs processes on this machine (POSIX, and Linux for signalfd). Each runs in a process group of
/// its own; SIGINT, SIGTERM and SIGHUP that reach us meanwhile are handed on to that group, so
/// that an interrupted run is recorded as one; so are those that a HeldSignals kept until then. A
/// SIGINT after another signal kills the group: it was asked before. Not thread-safe: it changes
/// the signal mask.
class LocalProcessRunner : public ProcessRunner {
 public:
  /// `on_interruption` is called when the first signal was handed on.
  explicit LocalProcessRunner(std::function<void()> on_interruption = [] {})
      : on_interruption_(std::move(on_interruption)) {}

  ProcessEnd run(const std::vector<std::string>& argv,
                 std::optional<std::chrono::milliseconds> timeout,
                 const OnOutput& on_output) override;

  ProcessEnd run_apart(const std::vector<std::string>& argv, const OnOutput& on_output,
                       const OnOutput& on_error) override;

 private:
  std::function<void()> on_interruption_;
};

}  // namespace reports
