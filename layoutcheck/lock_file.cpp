// SPDX-License-Identifier: MIT
#include "layoutcheck/lock_file.h"

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "layoutcheck/error.h"

namespace layoutcheck {

std::string read_file(const std::string& file) {
  std::error_code ignored;
  if (std::filesystem::is_directory(file, ignored)) {
    throw Error(file + ": this is a folder; name a file");
  }
  std::ifstream stream(file, std::ios::binary);
  if (!stream) {
    throw Error(file + ": cannot read it: " + std::strerror(errno) + "; name a file that exists");
  }
  return {std::istreambuf_iterator<char>(stream), {}};
}

std::optional<LayoutLock> find_lock(const std::string& file) {
  if (file.empty() && !std::filesystem::exists(default_lock_file)) return std::nullopt;
  const std::string name = file.empty() ? default_lock_file : file;
  return read_lock(read_file(name), name);
}

}  // namespace layoutcheck
