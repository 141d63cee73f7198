// SPDX-License-Identifier: MIT
//
// What users build with, to judge what layoutcheck generates.
#pragma once

#include <string>
#include <vector>

namespace layoutcheck {

struct Compilation {
  bool succeeded = false;
  std::string errors;
};

/// g++ and clang++.
std::vector<std::string> cpp_compilers();

/// Compiles `file` without writing an object. C if the name ends in `.c`.
Compilation compile(const std::string& compiler, const std::string& file,
                    const std::string& flags = "");

}  // namespace layoutcheck
