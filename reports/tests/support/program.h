// SPDX-License-Identifier: MIT
#pragma once

#include <string>

namespace reports {

struct ProgramResult {
  int exit_code = -1;
  std::string standard_output;
  std::string standard_error;
};

/// Runs the real `reports` in the folder tests/ with arguments as a shell would read them, and with
/// more of an environment, as in "NAME=value OTHER=value".
ProgramResult run_reports(const std::string& arguments, const std::string& environment = "");

}  // namespace reports
