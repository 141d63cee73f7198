// SPDX-License-Identifier: MIT
#include "layoutcheck/extract/source_path.h"

#include <filesystem>

namespace layoutcheck {

std::string source_path(const std::string& directory, const std::string& spelled) {
  const auto working_directory = std::filesystem::current_path();
  // Not lexically: in /lib/gcc/../../include, /lib may be a link to /usr/lib.
  const auto path = std::filesystem::weakly_canonical(working_directory / directory / spelled);
  const auto relative = path.lexically_relative(working_directory);
  const bool below = !relative.empty() && *relative.begin() != "..";
  return (below ? relative : path).generic_string();
}

}  // namespace layoutcheck
