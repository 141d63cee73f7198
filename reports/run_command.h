// SPDX-License-Identifier: MIT
#pragma once

#include <CLI/CLI.hpp>

#include "reports/exit_code.h"

namespace reports {

/// `reports run`: keeps the evidence of one command.
void add_run_command(CLI::App& app, ExitCode& exit_code);

}  // namespace reports
