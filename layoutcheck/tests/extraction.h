// SPDX-License-Identifier: MIT
//
// Short ways to read a piece of source and to look at what was read.
#pragma once

#include <string>
#include <vector>

#include "layoutcheck/model/program.h"

namespace layoutcheck {

/// Reads `text` as a unit called `name`. Fails the test if it does not parse.
Program read_source(const std::string& text, std::vector<std::string> flags = {"-std=c++20"},
                    const std::string& name = "unit.cpp");

/// The only record or member of that name; fails the test if there is none, or another.
const Record& record_named(const Program& program, const std::string& name);
const Member& member_named(const Record& record, const std::string& name);

}  // namespace layoutcheck
