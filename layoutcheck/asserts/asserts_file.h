// SPDX-License-Identifier: MIT
//
// A source or a header full of assertions that any build can compile, without layoutcheck.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "layoutcheck/asserts/assertion.h"

namespace layoutcheck {

struct AssertsFile {
  std::string text;
  std::map<std::size_t, std::size_t> type_of_line;  ///< lines of assertions -> place in the types
  std::map<std::size_t, std::size_t> assertion_of_line;  ///< -> place in that type's assertions
};

struct AssertsFileOptions {
  Language language = Language::cpp;
  bool header = false;                ///< it will be included, not compiled
  std::string name_space;             ///< an identifier of its own, so that several may be included
  std::vector<std::string> includes;  ///< as they stand after `#include`
};

/// The file for `types`. On another target than `triple` it says so and asserts nothing. What is
/// omitted stands in it as comments, with the reasons. Throws Error for an unknown target.
AssertsFile asserts_file(const std::string& triple, const std::vector<TypeAssertions>& types,
                         const AssertsFileOptions& options);

}  // namespace layoutcheck
