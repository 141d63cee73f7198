// SPDX-License-Identifier: MIT
//
// A node of a plan that knows where it stands, so that each complaint names file and line.
#pragma once

#include <yaml-cpp/yaml.h>

#include <optional>
#include <string>
#include <vector>

namespace reports {

class PlanNode {
 public:
  PlanNode(std::string file, YAML::Node node) : file_(std::move(file)), node_(std::move(node)) {}

  /// Throws Error "file:line: message".
  [[noreturn]] void refuse(const std::string& message) const;

  /// Throws Error unless this is a map whose keys are all known and stand once.
  void expect_keys(const std::vector<std::string>& known) const;

  bool has(const char* key) const { return static_cast<bool>(node_[key]); }
  /// The value of `key`; throws Error if there is none.
  PlanNode at(const char* key) const;
  /// The elements of a list, which is not empty; throws Error otherwise.
  std::vector<PlanNode> list() const;
  /// The keys and values of a map, in the order of the file.
  std::vector<std::pair<std::string, PlanNode>> entries() const;

  std::string text() const;        ///< not empty, one line
  std::string prose() const;       ///< text that the report will state: without banned phrases
  std::string identifier() const;  ///< letters, digits, '.', '_' and '-'
  std::string file_name() const;   ///< of a file, without folders
  std::size_t count() const;       ///< 1 or more
  double amount() const;           ///< a number, 0 or more
  bool flag() const;               ///< true or false
  std::string day() const;         ///< "2027-01-31"
  std::vector<std::string> texts() const;

 private:
  std::string file_;
  YAML::Node node_;
};

}  // namespace reports
