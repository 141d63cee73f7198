// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "reports/model/machine.h"
#include "reports/model/run.h"
#include "reports/model/warning.h"

namespace reports {

/// What one benchmark of one file became: measured, failed, or both where repetitions differ.
struct MeasuredBenchmark {
  std::string name;
  int threads = 1;
  std::optional<Sample> sample;
  std::optional<std::string> failure;
};

struct MeasuredLaunch {
  std::size_t fingerprint = 0;  ///< the same for files that differ in white space only
  Machine machine;
  std::string date;  ///< as the library wrote it; empty if it did not
  std::optional<SessionPlace> place;
  std::vector<MeasuredBenchmark> benchmarks;  ///< in order of appearance; names are unique
  std::vector<Warning> warnings;
};

/// Reads the JSON of one process, of which Errors and Warnings speak as `file`. Repetitions become
/// their median; a file with aggregates only gives its median.
/// Complexity rows (BigO, RMS) describe other rows and are left out. Throws Error for anything that
/// is not Google Benchmark's JSON.
///
/// Source: JSONReporter of Google Benchmark 1.6 to 1.9 (src/json_reporter.cc).
MeasuredLaunch read_google_benchmark(std::string bytes, const std::string& file);

}  // namespace reports
