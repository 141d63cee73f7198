// SPDX-License-Identifier: MIT
//
// A node of the configuration that knows where it stands, so that each complaint names its line.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <yaml-cpp/yaml.h>

#include "layoutcheck/model/record.h"

namespace layoutcheck {

class ConfigNode {
 public:
  ConfigNode(std::string file, YAML::Node node) : file_(std::move(file)), node_(std::move(node)) {}

  SourceLocation location() const;

  /// Throws Error "file:line: message".
  [[noreturn]] void refuse(const std::string& message) const;

  bool is_map() const { return node_.IsMap(); }

  /// Keys and values, in the order of the file. Throws Error if this is no map, or a key stands
  /// twice.
  std::vector<std::pair<std::string, ConfigNode>> entries() const;

  std::vector<ConfigNode> list() const;  ///< one or more; a single value is a list of one
  std::string text() const;              ///< not empty, on one line
  std::vector<std::string> texts() const;
  std::uint64_t number() const;
  bool flag() const;

  /// Throws Error: `key` is none of those that may stand here.
  [[noreturn]] void refuse_key(const std::string& key,
                               std::initializer_list<std::string_view> known) const;

 private:
  std::string file_;
  YAML::Node node_;
};

}  // namespace layoutcheck
