// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace layoutcheck {

/// Adds `init` to the program: writes a first configuration from what the code pads and aligns, and
/// never over one that is there. `flags` is what followed `--`. When the command ran, `exit_code`
/// is 0 if a file was written, and 3 if there was nothing to write or a unit did not parse.
void add_init_command(CLI::App& program, const std::optional<std::vector<std::string>>& flags,
                      int& exit_code);

}  // namespace layoutcheck
