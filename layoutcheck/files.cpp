// SPDX-License-Identifier: MIT
#include "layoutcheck/files.h"

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

std::string nearest_file(const std::string& name, const std::string& folder) {
  std::error_code ignored;
  std::filesystem::path at = std::filesystem::weakly_canonical(folder, ignored);
  for (; !at.empty(); at = at.parent_path()) {
    const std::filesystem::path file = at / name;
    if (std::filesystem::is_regular_file(file, ignored)) {
      return file.lexically_relative(std::filesystem::current_path()).generic_string();
    }
    if (at == at.root_path()) break;
  }
  return {};
}

}  // namespace layoutcheck
