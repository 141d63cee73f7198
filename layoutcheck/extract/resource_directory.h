// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

namespace layoutcheck {

/// The folder of clang's built-in headers (stddef.h), which clang looks for beside its own program.
/// The first of: LAYOUTCHECK_RESOURCE_DIR of the environment, the one of the build, those of the
/// usual places, relative to this program among them, for this version of clang. Throws Error if
/// none has the headers, or the environment names one that has not.
std::string resource_directory();

/// The first folder that has clang's headers; empty if none has.
std::string first_with_headers(const std::vector<std::string>& folders);

}  // namespace layoutcheck
