// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "layoutcheck/asserts/assertion.h"

namespace layoutcheck {

/// One or two lines of code that a compiler rejects, with the assertion's message, if the value is
/// another. `number` tells the assertions of one file apart.
///
/// In C++ it is an explicit instantiation: those may name private members and private types, so
/// that no compiler flag is needed, and compilers show the value that they found.
std::string assertion_text(const Assertion& assertion, Language language, std::size_t number);

}  // namespace layoutcheck
