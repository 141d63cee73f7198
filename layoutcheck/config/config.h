// SPDX-License-Identifier: MIT
//
// `.layoutcheck`: what is checked in a code base, and how.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "layoutcheck/contracts/configured.h"

namespace layoutcheck {

/// An entry of `checks`: a rule's name, with `-` in front to remove it.
struct ConfiguredCheck {
  std::string entry;
  SourceLocation location;
};

struct Config {
  std::string file;  ///< empty: there is none, and nothing is configured
  /// Bytes, ascending, by the architecture that a triple begins with; "*" stands for every other.
  std::map<std::string, std::vector<std::uint64_t>> line_sizes;
  std::vector<ConfiguredCheck> checks;
  std::vector<ConfiguredContract> contracts;

  /// What is configured for a target; empty if nothing is.
  std::vector<std::uint64_t> line_sizes_for(std::string_view triple) const;
};

/// Reads YAML. `file` is for messages. Throws Error "file:line: message" for what is no YAML, for
/// an unknown key, and for a value of the wrong kind.
Config read_config(std::string_view text, const std::string& file);

/// Throws Error if the file cannot be read.
Config read_config_file(const std::string& file);

/// The nearest `.layoutcheck` in `directory` or above it, from the working directory; empty if
/// there is none.
std::string find_config(const std::string& directory);

}  // namespace layoutcheck
