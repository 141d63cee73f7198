// SPDX-License-Identifier: MIT
#include "layoutcheck/ingest/read_baseline.h"

#include <nlohmann/json.hpp>

#include "layoutcheck/ingest/json_node.h"

namespace layoutcheck {
namespace {

BaselineEntry read_entry(const JsonNode& finding) {
  BaselineEntry entry;
  entry.fingerprint = finding.at("fingerprint").text();
  entry.rule = finding.at("rule").text();
  if (const auto type = finding.find("type")) entry.type = type->text();
  entry.target = finding.at("target").text();
  if (const auto line_size = finding.find("line_size")) entry.line_bytes = line_size->number();
  entry.message = finding.at("message").text();
  return entry;
}

}  // namespace

Baseline read_baseline(const std::string& text, const std::string& file) {
  const nlohmann::json document = parse_document(text, file);
  Baseline baseline{file, {}};
  for (const JsonNode& finding : JsonNode(document, file).at("findings").items()) {
    BaselineEntry entry = read_entry(finding);
    const bool is_known = !finding.find("allowed") && entry.rule != "stale-suppression";
    if (is_known) baseline.entries.push_back(std::move(entry));
  }
  return baseline;
}

}  // namespace layoutcheck
