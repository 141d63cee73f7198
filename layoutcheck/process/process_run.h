// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

namespace layoutcheck {

struct ProcessRun {
  int exit_code = -1;  ///< -1 if a signal ended it
  std::string output;
  std::string errors;  ///< what it wrote to standard error, in the C locale
};

/// Runs `arguments`, the program first, in `directory`, without a shell, without input and
/// without the variables `unset` of the environment. Throws Error if there is no such program.
ProcessRun run_process(const std::vector<std::string>& arguments,
                       const std::string& directory = ".",
                       const std::vector<std::string>& unset = {});

}  // namespace layoutcheck
