// SPDX-License-Identifier: MIT
#pragma once

#include <CLI/CLI.hpp>

#include "reports/exit_code.h"

namespace reports {

/// `reports calibrate -- CMD`: what this machine shows between a program and its own copy.
void add_calibrate_command(CLI::App& app, ExitCode& exit_code);

}  // namespace reports
