// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace layoutcheck {

/// Adds `check` to the program: proves or refutes every contract. `flags` is what followed `--`.
/// When the command ran, `exit_code` is the first that applies: 1 for a finding at or above
/// --fail-on; 3 if something is unknown (unless allowed), was not checked or did not parse, or if
/// nothing matched; 0.
void add_check_command(CLI::App& program, const std::optional<std::vector<std::string>>& flags,
                       int& exit_code);

}  // namespace layoutcheck
