// SPDX-License-Identifier: MIT
#pragma once

#include "reports/evidence/process_runner.h"

namespace reports {

/// Runs processes on this machine (POSIX, and Linux for signalfd). Each runs in a process group of
/// its own; SIGINT, SIGTERM and SIGHUP that reach us meanwhile are handed on to that group, so
/// that an interrupted run is recorded as one. Not thread-safe: it changes the signal mask.
class LocalProcessRunner : public ProcessRunner {
 public:
  ProcessEnd run(const std::vector<std::string>& argv,
                 std::optional<std::chrono::milliseconds> timeout,
                 const OnOutput& on_output) override;
};

}  // namespace reports
