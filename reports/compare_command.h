// SPDX-License-Identifier: MIT
#pragma once

#include <CLI/CLI.hpp>

#include "reports/exit_code.h"

namespace reports {

/// `reports compare BASE NEW`: what became slower or faster between two sets of process launches.
void add_compare_command(CLI::App& app, ExitCode& exit_code);

}  // namespace reports
