// SPDX-License-Identifier: MIT
//
// Files that the user names, or that lie where they are sought.
#pragma once

#include <string>

namespace layoutcheck {

/// The whole of a file. Throws Error if it cannot be read.
std::string read_file(const std::string& file);

/// The nearest regular file of that name in `folder` or above it, from the working directory; empty
/// if there is none.
std::string nearest_file(const std::string& name, const std::string& folder);

}  // namespace layoutcheck
