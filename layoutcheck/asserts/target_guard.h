// SPDX-License-Identifier: MIT
#pragma once

#include <string>

namespace layoutcheck {

/// A condition of the preprocessor that holds on the target of that triple, as gcc and clang define
/// their macros: `defined(__x86_64__) && !defined(__ILP32__) && defined(__linux__)`. Throws Error
/// for an architecture that it does not know.
std::string target_guard(const std::string& triple);

}  // namespace layoutcheck
