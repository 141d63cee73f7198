// SPDX-License-Identifier: MIT
//
// Reading JSON that layoutcheck wrote, and that somebody may have damaged since.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

namespace layoutcheck {

/// A value that knows its place, so that every error names it: "base.json: findings[3].rule: ...".
/// The document must outlive it.
class JsonNode {
 public:
  JsonNode(const nlohmann::json& value, std::string file, std::string path = "");

  JsonNode at(const std::string& key) const;
  std::optional<JsonNode> find(const std::string& key) const;  ///< nothing if absent or null
  std::vector<JsonNode> items() const;
  std::string text() const;
  std::uint64_t number() const;
  bool truth() const;

  [[noreturn]] void fail(const std::string& what) const;

 private:
  const nlohmann::json& value_;
  std::string file_;
  std::string path_;
};

/// Parses what dump or check wrote. Throws Error if it is no JSON, of another program, or of a
/// schema_version that is not known.
nlohmann::json parse_document(const std::string& text, const std::string& file);

}  // namespace layoutcheck
