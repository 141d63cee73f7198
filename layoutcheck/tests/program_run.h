// SPDX-License-Identifier: MIT
//
// The program as its users see it.
#pragma once

#include <string>
#include <vector>

namespace layoutcheck {

struct ProgramRun {
  int exit_code = -1;
  std::string output;
  std::string errors;
};

/// Runs layoutcheck with these arguments in `folder`, or in the top folder of the sources.
ProgramRun run_program(const std::vector<std::string>& arguments, const std::string& folder = "");

/// Compares `text` with tests/golden/`name`. With UPDATE_GOLDEN=1 in the environment, writes it.
void check_golden(const std::string& name, const std::string& text);

}  // namespace layoutcheck
