// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <string>

namespace reports {

/// The file that runs when `name` is started, found on PATH as a shell would; empty if there is
/// none.
std::filesystem::path find_program(const std::string& name);

/// SHA-256 of the file that runs when `name` is started, found on PATH as a shell would; empty if
/// there is none, or if it may be executed but not read.
std::string program_sha256(const std::string& name);

}  // namespace reports
