// SPDX-License-Identifier: MIT
#include "reports/evidence/program_file.h"

#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>

#include "reports/evidence/sha256.h"
#include "reports/files/read_file.h"
#include "reports/model/error.h"

namespace reports {

namespace fs = std::filesystem;

fs::path find_program(const std::string& name) {
  if (name.find('/') != std::string::npos) return name;
  const char* variable = std::getenv("PATH");
  const std::string folders = variable == nullptr ? "/usr/bin:/bin" : variable;
  std::error_code ignored;
  for (std::size_t start = 0; start <= folders.size();) {
    const std::size_t end = std::min(folders.find(':', start), folders.size());
    const fs::path candidate = fs::path(folders.substr(start, end - start)) / name;
    if (::access(candidate.c_str(), X_OK) == 0 && fs::is_regular_file(candidate, ignored)) {
      return candidate;
    }
    start = end + 1;
  }
  return {};
}

std::string program_sha256(const std::string& name) {
  try {
    return sha256(read_file(find_program(name)));
  } catch (const Error&) {
    return {};
  }
}

}  // namespace reports
