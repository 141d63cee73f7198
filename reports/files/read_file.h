// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <string>

namespace reports {

/// Every byte of a regular file. Throws Error if it cannot be read, or is not a file.
std::string read_file(const std::filesystem::path& path);

}  // namespace reports
