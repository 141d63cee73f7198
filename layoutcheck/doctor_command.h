// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace layoutcheck {

/// Adds `doctor` to the program: says whether layoutcheck sees what it should in this code base.
/// `flags` is what followed `--`. When the command ran, `exit_code` is 1 if a planted violation was
/// not found, 3 if something could not be read or nothing is declared, and else 0.
void add_doctor_command(CLI::App& program, const std::optional<std::vector<std::string>>& flags,
                        int& exit_code);

}  // namespace layoutcheck
