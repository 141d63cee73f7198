// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "reports/evidence/process_runner.h"
#include "reports/model/machine.h"
#include "reports/model/run.h"

namespace reports {

/// One process to start, and where its file goes.
struct LaunchRequest {
  std::string title;  ///< "launch 3 of NEW", as Errors call it
  std::vector<std::string> command;
  std::string filter;
  SessionPlace place;
  Machine machine;  ///< what is known and not nothing is written into the file
  std::filesystem::path unfinished;
  std::filesystem::path file;
};

struct LaunchEnd {
  bool kept = false;         ///< the file is there
  bool interrupted = false;  ///< a signal asked us to stop, whatever became of the launch
};

/// Starts it and waits. Throws Error if it failed by itself: with how it ended and what it said.
LaunchEnd launch(const LaunchRequest& request, ProcessRunner& runner);

/// "exited with 3", "was ended by signal 11 (Segmentation fault)", with the last lines of what it
/// said: for Errors, in one line.
std::string how_it_ended(const ProcessEnd& end, const std::string& output);

}  // namespace reports
