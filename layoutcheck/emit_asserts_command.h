// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace layoutcheck {

/// Adds `emit-asserts` to the program: writes a file of static assertions that any build can check.
/// Nothing is written that clang does not compile. `flags` is what followed `--`. When the command
/// ran, `exit_code` is 0, or 3 if nothing could be asserted, of no type that a name matches
/// anything could be, or a unit could not be read.
void add_emit_asserts_command(CLI::App& program,
                              const std::optional<std::vector<std::string>>& flags, int& exit_code);

}  // namespace layoutcheck
