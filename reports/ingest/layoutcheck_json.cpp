// SPDX-License-Identifier: MIT
#include "reports/ingest/layoutcheck_json.h"

#include <algorithm>
#include <array>

#include "reports/ingest/json_document.h"
#include "reports/model/error.h"

namespace reports {
namespace {

using Json = nlohmann::json;

constexpr std::array<const char*, 4> verdict_names = {"proved", "violated", "unknown",
                                                      "not_checked"};

LayoutVerdict verdict(const Json& json) {
  for (std::size_t i = 0; i < verdict_names.size(); ++i) {
    if (json == verdict_names[i]) return static_cast<LayoutVerdict>(i);
  }
  throw Error("the verdict " + json.dump() + " has no meaning here");
}

/// A text, or "" where the key is absent or null.
std::string text_or_empty(const Json& json, const char* key) {
  const auto found = json.find(key);
  return found == json.end() || found->is_null() ? "" : found->get<std::string>();
}

/// `{"base": 56, "line": 0}` as "base 56, line 0"; a text as it is.
std::string witness_text(const Json& witness) {
  if (witness.is_string()) return witness;
  std::string text;
  if (!witness.is_object()) return text;
  for (const auto& [key, value] : witness.items()) {
    text += (text.empty() ? "" : ", ") + key + " " + value.dump();
  }
  return text;
}

std::string first_open_pair(const Json& contract) {
  for (const Json& pair : contract.value("pairs", Json::array())) {
    if (verdict(pair.at("verdict")) == LayoutVerdict::proved) continue;
    std::string text;
    for (const Json& field : pair.at("fields")) {
      text += (text.empty() ? "" : ", ") + field.get<std::string>();
    }
    const std::string witness = witness_text(pair.value("witness", Json()));
    return witness.empty() ? text : text + ": " + witness;
  }
  return {};
}

LayoutContract contract(const Json& json) {
  return {json.at("type"),
          json.at("target"),
          json.at("line_size"),
          verdict(json.at("verdict")),
          text_or_empty(json, "assumption"),
          first_open_pair(json)};
}

LayoutType type(const Json& json) {
  LayoutType type{json.at("name"), json.at("target"), json.at("size"), json.at("align"), {}};
  for (const Json& field : json.at("fields")) {
    type.fields.push_back({field.at("path"), field.at("offset_bits"), field.at("size_bits"),
                           text_or_empty(field, "group")});
  }
  return type;
}

/// Failed units are names, or objects that also say why.
std::string failed_unit(const Json& json) {
  if (json.is_string()) return json;
  const std::string reason = text_or_empty(json, "reason");
  return json.at("file").get<std::string>() + (reason.empty() ? "" : ": " + reason);
}

void read_coverage(const Json& coverage, LayoutFacts& facts) {
  for (const Json& unit : coverage.at("units").at("failed")) {
    facts.failed_units.push_back(failed_unit(unit));
  }
  facts.units_parsed = coverage.at("units").at("parsed");
  facts.types_seen = coverage.at("types").at("seen");
  facts.types_skipped = coverage.at("types").at("skipped").size();
  for (std::size_t i = 0; i < verdict_names.size(); ++i) {
    const std::size_t counted = coverage.at("contracts").at(verdict_names[i]);
    const auto listed = std::count_if(
        facts.contracts.begin(), facts.contracts.end(),
        [&](const LayoutContract& each) { return each.verdict == static_cast<LayoutVerdict>(i); });
    if (counted != static_cast<std::size_t>(listed)) {
      throw Error("it counts " + std::to_string(counted) + " contracts as " + verdict_names[i] +
                  " and lists " + std::to_string(listed));
    }
  }
}

LayoutFacts facts(const Json& json) {
  LayoutFacts facts;
  facts.incomplete = json.at("incomplete");
  for (const Json& each : json.at("types")) facts.types.push_back(type(each));
  for (const Json& each : json.at("contracts")) facts.contracts.push_back(contract(each));
  for (const Json& each : json.at("findings")) {
    facts.findings.push_back({each.at("rule"), each.at("severity"), each.at("message")});
  }
  read_coverage(json.at("coverage"), facts);
  return facts;
}

}  // namespace

LayoutFacts read_layoutcheck_json(std::string bytes, const std::string& file) {
  const Json json = parse_json(std::move(bytes), file, "layoutcheck check --format json");
  try {
    return facts(json);
  } catch (const std::exception& failure) {
    throw Error(file + ": not what 'layoutcheck check --format json' writes: " + failure.what());
  }
}

}  // namespace reports
