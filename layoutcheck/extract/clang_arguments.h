// SPDX-License-Identifier: MIT
//
// A command line that was written for g++ or for another clang -> one for the clang in here.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace layoutcheck {

/// The flag that makes the unit depend on C++ modules, which cannot be read without building them
/// first.
std::optional<std::string> modules_flag(const std::vector<std::string>& arguments);

/// The same command without precompiled headers and plugins, which only the compiler that built
/// them can load, and without what makes errors of warnings. Flags that clang does not know stay
/// in, for clang to name.
std::vector<std::string> clang_arguments(const std::vector<std::string>& arguments);

}  // namespace layoutcheck
