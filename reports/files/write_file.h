// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <string_view>

namespace reports {

/// Replaces the file as a whole: whoever reads it sees the old bytes or the new ones, never a
/// part, since they are written beside it and renamed. Throws Error and leaves the old file if
/// that fails.
void write_file(const std::filesystem::path& path, std::string_view bytes);

}  // namespace reports
