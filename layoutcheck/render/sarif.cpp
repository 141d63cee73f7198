// SPDX-License-Identifier: MIT
#include "layoutcheck/render/sarif.h"

#include <algorithm>
#include <cctype>
#include <cstdio>

#include <nlohmann/json.hpp>

#include "layoutcheck/model/fingerprint.h"
#include "layoutcheck/render/finding_words.h"
#include "layoutcheck/render/json.h"
#include "layoutcheck/render/summary.h"
#include "layoutcheck/rules/rule.h"

namespace layoutcheck {
namespace {

using Json = nlohmann::ordered_json;

Json text_json(const std::string& text) {
  return {{"text", text}};
}

/// RFC 3986: all but unreserved characters and '/' in percent.
std::string percent_encoded(const std::string& path) {
  std::string uri;
  for (const char c : path) {
    const auto byte = static_cast<unsigned char>(c);
    if (std::isalnum(byte) != 0 || std::string_view("-._~/").find(c) != std::string_view::npos) {
      uri += c;
      continue;
    }
    char digits[4];
    std::snprintf(digits, sizeof digits, "%%%02X", static_cast<unsigned>(byte));
    uri += digits;
  }
  return uri;
}

Json artifact_json(const std::string& file) {
  if (file.starts_with('/')) return {{"uri", "file://" + percent_encoded(file)}};
  return {{"uri", percent_encoded(file)}, {"uriBaseId", "%SRCROOT%"}};
}

Json physical_location(const SourceLocation& location) {
  Json region = {{"startLine", location.line}};
  if (location.column > 0) region["startColumn"] = location.column;
  return {{"artifactLocation", artifact_json(location.file)}, {"region", region}};
}

Json rules_json() {
  Json rules = Json::array();
  for (const Rule* rule : all_rules()) {
    rules.push_back({{"id", rule->id},
                     {"shortDescription", text_json("layoutcheck " + std::string(rule->id))},
                     {"fullDescription", text_json(std::string(rule->explanation))},
                     {"defaultConfiguration",
                      {{"enabled", rule->on_by_default}, {"level", word(rule->severity)}}}});
  }
  return rules;
}

Json locations_of(const Finding& finding) {
  Json location = Json::object();
  if (finding.location.line > 0) {
    location["physicalLocation"] = physical_location(finding.location);
  }
  if (!finding.type.empty()) {
    location["logicalLocations"] =
        Json::array({{{"fullyQualifiedName", finding.type}, {"kind", "type"}}});
  }
  return location.empty() ? Json::array() : Json::array({location});
}

Json related_locations_of(const Finding& finding) {
  Json locations = Json::array();
  for (const FindingField& field : finding.fields) {
    if (field.location.line == 0) continue;
    locations.push_back({{"id", locations.size()},
                         {"physicalLocation", physical_location(field.location)},
                         {"message", text_json(field_in_words(finding, field))}});
  }
  return locations;
}

Json suppressions_of(const Finding& finding) {
  Json suppressions = Json::array();
  if (finding.allowed) {
    suppressions.push_back({{"kind", "inSource"}, {"justification", *finding.allowed}});
  }
  if (finding.baselined) {
    suppressions.push_back(
        {{"kind", "external"}, {"justification", "known before: it stands in the baseline"}});
  }
  return suppressions;
}

Json result_json(const Target& target, const Finding& finding) {
  // Section 3.27.10: what is not of kind "fail" has the level "none".
  const bool fails = finding.verdict == Verdict::violated;
  Json json = {{"ruleId", finding.rule},
               {"kind", fails ? "fail" : "open"},
               {"level", fails ? word(finding.severity) : "none"},
               {"message", text_json(message_with_help(finding))},
               {"locations", locations_of(finding)}};
  const Json related = related_locations_of(finding);
  if (!related.empty()) json["relatedLocations"] = related;
  json["partialFingerprints"] = {{"layoutcheck/v1", fingerprint_of(target, finding)}};
  json["suppressions"] = suppressions_of(finding);
  return json;
}

/// Nobody acts on notes.
std::vector<const Finding*> all_but_notes(const CheckResult& result) {
  std::vector<const Finding*> findings;
  for (const Finding& finding : result.findings) {
    if (finding.severity != Severity::note) findings.push_back(&finding);
  }
  return findings;
}

std::vector<const Finding*> results_in_order(const CheckResult& result, const Gate& gate) {
  std::vector<const Finding*> findings = all_but_notes(result);
  if (findings.size() <= most_sarif_results) return findings;
  std::stable_partition(findings.begin(), findings.end(),
                        [&](const Finding* finding) { return gate.fails(*finding); });
  findings.resize(most_sarif_results);
  return findings;
}

Json notification(const char* level, const std::string& text) {
  return {{"level", level}, {"message", text_json(text)}};
}

Json notifications_of(const Program& program, const CheckResult& result) {
  Json list = Json::array();
  const Coverage& coverage = result.coverage;
  for (const std::string& warning : program.warnings) {
    list.push_back(notification("warning", warning));
  }
  for (const Unit& unit : coverage.failed_units) {
    Json failed = notification("error", "not checked: " + unit.file + ": " + unit.reason);
    failed["locations"] =
        Json::array({{{"physicalLocation", {{"artifactLocation", artifact_json(unit.file)}}}}});
    list.push_back(failed);
  }
  for (const SkippedRecord& skipped : coverage.skipped_types) {
    if (!skipped.annotated) continue;
    list.push_back(notification(
        "error", "not checked: the contract of " + skipped.name + ": " + skipped.reason));
  }
  for (const std::string& name : coverage.unknown_types) {
    list.push_back(notification("error", "not checked: " + unknown_type_in_words(name)));
  }
  std::string advice = advice_if_nothing_matched(result);
  if (!advice.empty()) {
    advice.pop_back();
    list.push_back(notification("error", advice));
  }
  const std::size_t count = all_but_notes(result).size();
  if (count > most_sarif_results) {
    const std::size_t more = count - most_sarif_results;
    list.push_back(notification(
        "warning", std::to_string(more) + " more results are left out; --format json has all"));
  }
  std::string counts = summary(program, result);
  counts.pop_back();
  list.push_back(notification("note", counts));
  return list;
}

}  // namespace

std::string sarif(const Program& program, const CheckResult& result, const Gate& gate) {
  Json results = Json::array();
  for (const Finding* finding : results_in_order(result, gate)) {
    results.push_back(result_json(program.target, *finding));
  }
  const Json driver = {
      {"name", "layoutcheck"}, {"version", LAYOUTCHECK_VERSION}, {"rules", rules_json()}};
  const Json invocation = {{"executionSuccessful", !gate.is_incomplete(result.coverage)},
                           {"toolExecutionNotifications", notifications_of(program, result)}};
  const Json run = {{"tool", {{"driver", driver}}},
                    {"invocations", Json::array({invocation})},
                    {"results", results}};
  return json_text({{"$schema", "https://json.schemastore.org/sarif-2.1.0.json"},
                    {"version", "2.1.0"},
                    {"runs", Json::array({run})}});
}

}  // namespace layoutcheck
