// SPDX-License-Identifier: MIT
#pragma once

#include <set>
#include <string>

namespace layoutcheck {

/// The files of the git repository around the working directory that differ from `revision`, also
/// those not yet known to git. Absolute paths, links followed. Throws Error if git cannot say.
std::set<std::string> changed_files(const std::string& revision);

}  // namespace layoutcheck
