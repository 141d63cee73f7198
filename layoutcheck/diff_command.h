// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace layoutcheck {

/// Adds `diff` to the program: compares the layouts of two JSON files, two locks, or two revisions
/// of git. `flags` is what followed `--`. When the command ran, `exit_code` is the first that
/// applies: 3 if a unit of either side did not parse or there is no type, for then differences may
/// be gaps; 1 if layouts differ; 0.
void add_diff_command(CLI::App& program, const std::optional<std::vector<std::string>>& flags,
                      int& exit_code);

}  // namespace layoutcheck
