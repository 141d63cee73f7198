// SPDX-License-Identifier: MIT
//
// Counts what the timed loops of two programs execute, with valgrind's callgrind: slowly, but the
// same on a busy machine as on a quiet one.
#pragma once

#include <array>
#include <filesystem>
#include <string>
#include <vector>

#include "reports/evidence/process_runner.h"
#include "reports/measure/progress.h"
#include "reports/measure/session.h"
#include "reports/model/warning.h"

namespace reports {

/// Runs each benchmark that either program registers with N and with 2N fixed iterations, two
/// times each, in fixed_environment, and leaves base/NNN.callgrind and new/NNN.callgrind in
/// `folder`, each moved there once it is complete. NNN.uncounted stands for a benchmark that failed
/// or that lacks N or 2N. What is there already is not run again. `filter` is a --benchmark_filter;
/// empty: every benchmark. Benchmarks without fixed iterations get one of the `warnings`.
///
/// Throws Error without valgrind, if a side has no pair, if a program fails, if another measurement
/// uses the folder, and if it holds anything but counts of these programs.
SessionEnd run_instructions(const std::array<std::vector<std::string>, 2>& commands,
                            const std::filesystem::path& folder, const std::string& filter,
                            ProcessRunner& runner, Progress& progress,
                            std::vector<Warning>& warnings);

}  // namespace reports
