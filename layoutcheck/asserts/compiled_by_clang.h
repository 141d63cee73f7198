// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "layoutcheck/asserts/asserts_file.h"
#include "layoutcheck/extract/compile_command.h"

namespace layoutcheck {

/// Where the file will lie, and how it is compiled.
struct AssertsPlace {
  CompileCommand command;  ///< of a unit that knows the types
  std::string file;        ///< to be written; empty for standard output
};

/// The text of the file for `types`, after clang has compiled it. Assertions that clang cannot
/// compile, about a field that a function hides for example, become omissions with clang's reason.
/// Throws Error if what is wrong is no assertion, so that nobody gets a file that does not compile.
std::string compiled_by_clang(const std::string& triple, std::vector<TypeAssertions>& types,
                              const AssertsFileOptions& options, const AssertsPlace& place);

}  // namespace layoutcheck
