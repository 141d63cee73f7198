// SPDX-License-Identifier: MIT
//
// What g++ and clang++ say of a file of assertions.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <vector>

namespace layoutcheck {

struct CompilerError {
  std::size_t line = 0;    ///< of the file of assertions; 0 for any other place
  bool assertion = false;  ///< a value is not the expected one
  std::string message;
};

struct CompilerErrors {
  std::vector<CompilerError> errors;
  std::map<std::size_t, std::string> values;  ///< found, by number of the assertion, where said
};

/// `file_name` is that of the file of assertions, without its folder.
CompilerErrors parse_compiler_errors(const std::string& text, const std::string& file_name);

}  // namespace layoutcheck
