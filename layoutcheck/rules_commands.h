// SPDX-License-Identifier: MIT
#pragma once

namespace CLI {
class App;
}

namespace layoutcheck {

/// Adds `list-rules` and `explain` to the program: they print what the rules are and look at no
/// source.
void add_rules_commands(CLI::App& program);

}  // namespace layoutcheck
