// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "layoutcheck/asserts/assertion.h"

namespace layoutcheck {

/// The `#include`s that make the types known, each once: of the headers that define them, and of
/// those that define what their template arguments name, except the system's. A header that the
/// include paths cannot name is named from `folder`, where the generated file will lie.
std::vector<std::string> includes_for(const Program& program,
                                      const std::vector<TypeAssertions>& types,
                                      const std::string& folder);

/// Whether other files may include this one: whether its name is not that of a source.
bool is_includable(const std::string& file);

}  // namespace layoutcheck
