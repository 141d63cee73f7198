// SPDX-License-Identifier: MIT
#pragma once

#include <CLI/CLI.hpp>

#include "reports/exit_code.h"

namespace reports {

/// `reports measure`: starts two programs in turn, and compares what they measured.
void add_measure_command(CLI::App& app, ExitCode& exit_code);

}  // namespace reports
