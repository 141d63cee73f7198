// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace layoutcheck {

/// Adds `dump` to the program: shows layouts, judges nothing. `flags` is what followed `--`. When
/// the command ran, `exit_code` is 0, or 3 if a unit could not be read or no type matched.
void add_dump_command(CLI::App& program, const std::optional<std::vector<std::string>>& flags,
                      int& exit_code);

}  // namespace layoutcheck
