// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

#include <yaml-cpp/yaml.h>

namespace layoutcheck {

/// The only document of a YAML file; a null node if it says nothing. Throws Error
/// "file:line: message" for what is no YAML, and for a second document, which nobody would read.
YAML::Node load_yaml(std::string_view text, const std::string& file);

}  // namespace layoutcheck
