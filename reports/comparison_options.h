// SPDX-License-Identifier: MIT
//
// What `compare` and `measure` have in common: how two runs are judged, and where that is written.
#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

#include "reports/exit_code.h"
#include "reports/model/comparison.h"
#include "reports/model/run.h"

namespace reports {

struct ComparisonOptions {
  std::string margin = "5%";
  std::string fail_on = "regression";
  std::vector<std::string> allowed;
  std::vector<std::string> exact;
  std::vector<std::string> formats;
  std::string calibration = "calibration/calibration.json";
};

/// "5%" and "0.05" are the same margin. Throws Error unless it is between 0 % and 100 %.
double parse_margin(const std::string& text);

/// Adds --margin, --fail-on, --allow, --exact, --format and --calibration. `options` must live as
/// long as the command.
void add_comparison_options(CLI::App& command, ComparisonOptions& options);

/// Throws Error for values that have no meaning, so that a command can refuse them before it
/// measures anything.
Parameters parameters_of(const ComparisonOptions& options);

/// What vouches for times like these: the calibration that the options name, or why there is none.
Control control_of(const ComparisonOptions& options, const Run& base, const Run& candidate);

/// Judges the runs, writes every output that --format names, and says how the process should exit.
ExitCode report_comparison(const Run& base, const Run& candidate, const ComparisonOptions& options);

}  // namespace reports
