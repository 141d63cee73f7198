// SPDX-License-Identifier: MIT
#include "layoutcheck/ingest/json_node.h"

#include <utility>

#include <nlohmann/json.hpp>

#include "layoutcheck/error.h"

namespace layoutcheck {

JsonNode::JsonNode(const nlohmann::json& value, std::string file, std::string path)
    : value_(value), file_(std::move(file)), path_(std::move(path)) {}

void JsonNode::fail(const std::string& what) const {
  throw Error(file_ + ": " + (path_.empty() ? "" : path_ + ": ") + what +
              "; write the file anew with --format json");
}

std::optional<JsonNode> JsonNode::find(const std::string& key) const {
  if (!value_.is_object()) fail("an object must stand here");
  const auto child = value_.find(key);
  if (child == value_.end() || child->is_null()) return std::nullopt;
  return JsonNode(*child, file_, path_.empty() ? key : path_ + '.' + key);
}

JsonNode JsonNode::at(const std::string& key) const {
  const std::optional<JsonNode> child = find(key);
  if (!child) fail("the key '" + key + "' is missing");
  return *child;
}

std::vector<JsonNode> JsonNode::items() const {
  if (!value_.is_array()) fail("a list must stand here");
  std::vector<JsonNode> items;
  for (const nlohmann::json& item : value_) {
    items.emplace_back(item, file_, path_ + '[' + std::to_string(items.size()) + ']');
  }
  return items;
}

std::string JsonNode::text() const {
  if (!value_.is_string()) fail("a text must stand here");
  return value_.get<std::string>();
}

std::uint64_t JsonNode::number() const {
  if (!value_.is_number_unsigned()) fail("a whole number must stand here");
  return value_.get<std::uint64_t>();
}

bool JsonNode::truth() const {
  if (!value_.is_boolean()) fail("true or false must stand here");
  return value_.get<bool>();
}

nlohmann::json parse_document(const std::string& text, const std::string& file) {
  nlohmann::json document = nlohmann::json::parse(text, nullptr, false);
  const JsonNode root(document, file);
  if (document.is_discarded()) root.fail("not JSON, or cut off");
  const bool is_ours = document.is_object() && document.contains("tool") &&
                       document["tool"].is_object() && document["tool"].contains("name") &&
                       document["tool"]["name"] == "layoutcheck";
  if (!is_ours) root.fail("not written by layoutcheck dump or check");
  if (root.at("schema_version").number() != 1) {
    root.at("schema_version").fail("this version is not known, only 1");
  }
  return document;
}

}  // namespace layoutcheck
