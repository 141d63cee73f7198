// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace layoutcheck {

/// Adds `confirm` to the program: compares clang's layouts with those of the real build. `flags` is
/// what followed `--`. When the command ran, `exit_code` is 1 if anything differs; 3 if a name
/// stands for no type that could be compared, a unit was not read, be it by us or by the compiler,
/// or nothing was compared; else 0.
void add_confirm_command(CLI::App& program, const std::optional<std::vector<std::string>>& flags,
                         int& exit_code);

}  // namespace layoutcheck
