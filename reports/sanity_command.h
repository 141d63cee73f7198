// SPDX-License-Identifier: MIT
#pragma once

#include <CLI/CLI.hpp>

#include "reports/exit_code.h"
#include "reports/model/check_state.h"

namespace reports {

/// `reports sanity`: judges evidence by a plan and writes the report.
void add_sanity_command(CLI::App& app, ExitCode& exit_code);

/// What a verdict means for the caller.
ExitCode exit_code_of(CheckState verdict);

}  // namespace reports
