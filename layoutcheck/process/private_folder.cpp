// SPDX-License-Identifier: MIT
#include "layoutcheck/process/private_folder.h"

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>

#include "layoutcheck/error.h"

namespace layoutcheck {

PrivateFolder::PrivateFolder() {
  path_ = (std::filesystem::temp_directory_path() / "layoutcheck.XXXXXX").string();
  if (!mkdtemp(path_.data())) {
    throw Error(path_ + ": cannot make this folder: " + std::strerror(errno) + "; set TMPDIR");
  }
}

PrivateFolder::~PrivateFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

}  // namespace layoutcheck
