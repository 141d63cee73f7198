// SPDX-License-Identifier: MIT
#pragma once

#include <string>

namespace reports {

/// SHA-256 of the file that runs when `name` is started, found on PATH as a shell would; empty if
/// there is none, or if it may be executed but not read.
std::string program_sha256(const std::string& name);

}  // namespace reports
