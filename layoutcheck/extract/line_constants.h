// SPDX-License-Identifier: MIT
//
// Constants whose names speak of cache lines. What they are used for, nobody looks at.
#pragma once

#include "layoutcheck/extract/spelling.h"
#include "layoutcheck/model/program.h"

namespace clang {
class Decl;
class Preprocessor;
}  // namespace clang

namespace layoutcheck {

/// If it is an enumerator or a constant variable of integer type, adds it.
void read_line_constant(const clang::Decl& declaration, Spelling& spelling, Program& program);

/// Adds the macros outside the system's headers that stand for one number, as they are at the end
/// of the unit. In order of place.
void read_line_macros(const clang::Preprocessor& preprocessor, Spelling& spelling,
                      Program& program);

}  // namespace layoutcheck
