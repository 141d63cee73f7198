// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

namespace reports {

/// The arguments of --base or --new, split as a shell does it, with quotes, variables and ~, but
/// without running anything. Errors speak of it as `option`. Throws Error for what only a shell can
/// do, for a variable without a value, and if nothing is left.
std::vector<std::string> split_command(const std::string& option, const std::string& text);

/// Changes whenever a program of the command does: the SHA-256 of the only executable file that it
/// names, or that of their hashes if there are more, as in `taskset -c 2 ./bench`. Empty if there
/// is none. Scripts that an interpreter reads without their being executable are not seen.
std::string programs_sha256(const std::vector<std::string>& command);

}  // namespace reports
