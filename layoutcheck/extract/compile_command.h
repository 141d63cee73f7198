// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

namespace layoutcheck {

/// How one source file is compiled.
struct CompileCommand {
  std::string directory;               ///< where the compiler runs; relative paths start here
  std::string file;                    ///< absolute
  std::vector<std::string> arguments;  ///< the compiler first

  friend bool operator==(const CompileCommand&, const CompileCommand&) = default;
};

}  // namespace layoutcheck
