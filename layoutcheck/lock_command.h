// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace layoutcheck {

/// Adds `lock` to the program: writes layout.lock, or takes the layouts of this run over into it.
/// Types that are named are locked; without any, those that the lock holds, or all if there is
/// none. `flags` is what followed `--`. When the command ran, `exit_code` is 0, or 3 if no type
/// matched, a unit could not be read or a type has two layouts.
void add_lock_command(CLI::App& program, const std::optional<std::vector<std::string>>& flags,
                      int& exit_code);

}  // namespace layoutcheck
