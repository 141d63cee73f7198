// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

namespace reports {

/// The command line that a POSIX shell would split into these words.
std::string shell_words(const std::vector<std::string>& words);

}  // namespace reports
