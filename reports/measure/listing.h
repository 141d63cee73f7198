// SPDX-License-Identifier: MIT
//
// What both programs would run, asked before anything is measured.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "reports/evidence/process_runner.h"
#include "reports/measure/session.h"
#include "reports/model/warning.h"

namespace reports {

struct Listing {
  std::vector<std::string> benchmarks;  ///< of either side, each once
  std::vector<Warning> warnings;        ///< what only one side has
};

/// Asks either program with --benchmark_list_tests. Nothing if a signal interrupted that. Throws
/// Error if one cannot be started, fails, or has no benchmark that fits the filter.
std::optional<Listing> list_benchmarks(const SessionPlan& plan, ProcessRunner& runner);

}  // namespace reports
