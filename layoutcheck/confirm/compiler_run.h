// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

namespace layoutcheck {

struct CompilerRun {
  int exit_code = -1;
  std::string errors;  ///< what it wrote to standard error, in the C locale
};

/// Runs `arguments` in `directory`, without a shell. Throws Error if there is no such program.
CompilerRun run_compiler(const std::vector<std::string>& arguments, const std::string& directory);

/// A folder for files that nobody else sees; gone in the end.
class PrivateFolder {
 public:
  PrivateFolder();
  ~PrivateFolder();
  PrivateFolder(const PrivateFolder&) = delete;
  PrivateFolder& operator=(const PrivateFolder&) = delete;

  std::string path(const std::string& name) const { return path_ + '/' + name; }

 private:
  std::string path_;
};

}  // namespace layoutcheck
