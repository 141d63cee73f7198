// SPDX-License-Identifier: MIT
#include "reports/files/read_file.h"

#include <cerrno>
#include <fstream>
#include <iterator>
#include <system_error>

#include "reports/model/error.h"

namespace reports {

std::string read_file(const std::filesystem::path& path) {
  // Opening a directory succeeds and only reading it fails, without saying why.
  if (std::filesystem::is_directory(path)) {
    throw Error(path.string() + ": is a directory, but a file is needed here");
  }
  errno = 0;
  std::ifstream stream(path, std::ios::binary);
  std::string bytes(std::istreambuf_iterator<char>(stream), {});
  if (!stream) {
    throw Error(path.string() + ": cannot be read: " + std::generic_category().message(errno) +
                "; check the name and the permissions");
  }
  return bytes;
}

}  // namespace reports
