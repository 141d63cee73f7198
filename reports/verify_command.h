// SPDX-License-Identifier: MIT
#pragma once

#include <CLI/CLI.hpp>

#include "reports/exit_code.h"

namespace reports {

/// `reports verify`: hashes and judges everything in a report's folder again.
void add_verify_command(CLI::App& app, ExitCode& exit_code);

}  // namespace reports
