// SPDX-License-Identifier: MIT
#include "layoutcheck/ingest/read_baseline.h"

#include <nlohmann/json.hpp>

#include "layoutcheck/ingest/json_node.h"

namespace layoutcheck {
namespace {

constexpr std::uint64_t most_placements = 4096;  // of the largest line

Proof read_proof(const JsonNode& witness) {
  Proof proof;
  proof.failing = witness.at("failing").number();
  proof.placements = witness.at("placements").number();
  if (proof.placements > most_placements) witness.fail("no line has so many placements");
  if (proof.failing > proof.placements) witness.fail("it fails in more placements than there are");
  return proof;
}

BaselineEntry read_entry(const JsonNode& finding) {
  BaselineEntry entry;
  entry.fingerprint = finding.at("fingerprint").text();
  entry.rule = finding.at("rule").text();
  if (const auto type = finding.find("type")) entry.type = type->text();
  entry.target = finding.at("target").text();
  if (const auto line_size = finding.find("line_size")) entry.line_bytes = line_size->number();
  entry.message = finding.at("message").text();
  if (const auto witness = finding.find("witness")) entry.proof = read_proof(*witness);
  return entry;
}

}  // namespace

Baseline read_baseline(const std::string& text, const std::string& file) {
  const nlohmann::json document = parse_document(text, file);
  Baseline baseline{file, {}};
  for (const JsonNode& finding : JsonNode(document, file).at("findings").items()) {
    BaselineEntry entry = read_entry(finding);
    const bool is_known = finding.at("verdict").text() == "violated" && !finding.find("allowed") &&
                          entry.rule != "stale-suppression";
    if (is_known) baseline.entries.push_back(std::move(entry));
  }
  return baseline;
}

}  // namespace layoutcheck
