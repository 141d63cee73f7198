// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace layoutcheck {

/// Runs git in `directory` and returns what it printed, without the line feed at its end. The index
/// is the repository's own, also in a hook. Throws Error with what git says.
std::string git(const std::vector<std::string>& arguments, const std::string& directory = ".");

/// The commit that a revision names in the repository around the working directory; nothing if it
/// names none there, or there is no repository. Throws Error if there is no git.
std::optional<std::string> find_commit(const std::string& revision);

}  // namespace layoutcheck
