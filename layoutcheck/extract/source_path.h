// SPDX-License-Identifier: MIT
#pragma once

#include <string>

namespace layoutcheck {

/// The one name that a file has in the model, however a unit compiled in `directory` spells it:
/// with links followed, from the working directory of this process if the file lies below it, else
/// from the root.
std::string source_path(const std::string& directory, const std::string& spelled);

}  // namespace layoutcheck
