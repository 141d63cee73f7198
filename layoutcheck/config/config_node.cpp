// SPDX-License-Identifier: MIT
#include "layoutcheck/config/config_node.h"

#include <algorithm>
#include <charconv>
#include <set>

#include "layoutcheck/error.h"

namespace layoutcheck {

SourceLocation ConfigNode::location() const {
  const YAML::Mark mark = node_.Mark();
  if (mark.is_null()) return {file_, 1, 1};
  return {file_, static_cast<unsigned>(mark.line + 1), static_cast<unsigned>(mark.column + 1)};
}

void ConfigNode::refuse(const std::string& message) const {
  throw Error(file_ + ":" + std::to_string(location().line) + ": " + message);
}

void ConfigNode::refuse_key(const std::string& key,
                            std::initializer_list<std::string_view> known) const {
  std::string keys;
  for (const std::string_view name : known) keys.append(keys.empty() ? "" : ", ").append(name);
  refuse("unknown key '" + key + "'; here stand " + keys);
}

std::vector<std::pair<std::string, ConfigNode>> ConfigNode::entries() const {
  if (!node_.IsMap()) refuse("expected keys with values");
  std::vector<std::pair<std::string, ConfigNode>> entries;
  std::set<std::string> seen;
  for (const auto& entry : node_) {
    const std::string key = ConfigNode(file_, entry.first).text();
    const ConfigNode value(file_, entry.second);
    if (!seen.insert(key).second) value.refuse("the key '" + key + "' stands twice");
    entries.emplace_back(key, value);
  }
  return entries;
}

std::vector<ConfigNode> ConfigNode::list() const {
  if (node_.IsScalar()) return {*this};
  if (!node_.IsSequence() || node_.size() == 0) refuse("expected a list with one or more entries");
  std::vector<ConfigNode> list;
  for (const YAML::Node& element : node_) list.emplace_back(file_, element);
  return list;
}

std::string ConfigNode::text() const {
  if (!node_.IsScalar() || node_.Scalar().empty()) refuse("expected a word");
  const std::string& text = node_.Scalar();
  if (text.find_first_of("\n\r") != std::string::npos) refuse("expected one line");
  return text;
}

std::vector<std::string> ConfigNode::texts() const {
  std::vector<std::string> texts;
  for (const ConfigNode& element : list()) texts.push_back(element.text());
  return texts;
}

std::uint64_t ConfigNode::number() const {
  const std::string written = text();
  std::uint64_t number = 0;
  const char* const end = written.data() + written.size();
  const auto [stop, failure] = std::from_chars(written.data(), end, number);
  if (failure != std::errc() || stop != end) {
    refuse("expected a number, and found '" + written + "'");
  }
  return number;
}

bool ConfigNode::flag() const {
  const std::string written = text();
  if (written != "true" && written != "false") {
    refuse("expected true or false, and found '" + written + "'");
  }
  return written == "true";
}

}  // namespace layoutcheck
