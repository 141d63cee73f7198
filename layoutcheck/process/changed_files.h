// SPDX-License-Identifier: MIT
#pragma once

#include <set>
#include <string>

namespace layoutcheck {

/// The files of the git repository around the working directory that differ from `revision`, also
/// those not yet known to git; for a submodule that differs, its folder. Absolute paths, links
/// followed. Throws Error if git cannot say.
std::set<std::string> changed_files(const std::string& revision);

/// Whether a file of this name says how others are compiled: then flags may have changed anywhere.
bool is_build_description(const std::string& file);

}  // namespace layoutcheck
