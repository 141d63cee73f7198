// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "reports/evidence/process_runner.h"
#include "reports/measure/instruction_plan.h"

namespace reports {

/// How valgrind is started here: without address randomisation, where that is allowed, since
/// Google Benchmark 1.9.4 and later would start itself again to be rid of it. Throws Error without
/// valgrind.
std::vector<std::string> find_valgrind(ProcessRunner& runner);

/// One process under callgrind.
struct CallgrindLaunch {
  std::vector<std::string> valgrind;  ///< of find_valgrind()
  std::vector<std::string> command;
  PlannedCount count;
  std::filesystem::path unfinished;  ///< absolute, without an extension; the same for both sides
  std::filesystem::path file;        ///< without an extension
};

/// Starts it, waits, and leaves `file`.callgrind, or `file`.uncounted if the benchmark reported an
/// error or skipped itself. Throws Error if the program failed, and Interrupted.
void launch_callgrind(const CallgrindLaunch& launch, ProcessRunner& runner);

}  // namespace reports
