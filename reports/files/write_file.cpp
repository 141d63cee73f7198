// SPDX-License-Identifier: MIT
#include "reports/files/write_file.h"

#include <unistd.h>

#include <cerrno>
#include <fstream>
#include <string>
#include <system_error>

#include "reports/model/error.h"

namespace reports {

void write_file(const std::filesystem::path& path, std::string_view bytes) {
  // Renaming over a device would replace the device.
  if (std::filesystem::exists(path) && !std::filesystem::is_regular_file(path)) {
    throw Error(path.string() + ": cannot be written: is no regular file; name another");
  }
  std::filesystem::path beside = path;
  beside += ".partial-" + std::to_string(::getpid());

  errno = 0;
  std::ofstream stream(beside, std::ios::binary);
  stream.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  stream.close();
  std::error_code failure;
  if (!stream) {
    failure.assign(errno, std::generic_category());
  } else {
    std::filesystem::rename(beside, path, failure);
  }
  if (!failure) return;

  std::error_code ignored;
  std::filesystem::remove(beside, ignored);
  throw Error(path.string() + ": cannot be written: " + failure.message() +
              "; check that its folder exists and has room");
}

}  // namespace reports
