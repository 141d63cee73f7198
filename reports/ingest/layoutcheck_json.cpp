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

/// What layoutcheck proves against a claim: an address of the object, and how many are like it.
std::string witness_text(const Json& witness) {
  if (!witness.is_object()) return {};
  std::string text = "line " + witness.at("line").dump() + " at base " + witness.at("base").dump();
  if (witness.contains("failing") && witness.contains("placements")) {
    text +=
        ", in " + witness["failing"].dump() + " of " + witness["placements"].dump() + " placements";
  }
  return text;
}

/// Of the first claim of a contract that does not hold: its fields and its witness. `pairs` are
/// claims about two fields, `others` about one or about the whole object.
std::string first_open_claim(const Json& contract) {
  for (const char* list : {"pairs", "others"}) {
    for (const Json& claim : contract.value(list, Json::array())) {
      if (verdict(claim.at("verdict")) == LayoutVerdict::proved) continue;
      std::string text;
      for (const Json& field : claim.at("fields")) {
        text += (text.empty() ? "" : " and ") + field.get<std::string>();
      }
      const std::string witness = witness_text(claim.at("witness"));
      return text + (text.empty() || witness.empty() ? "" : ": ") + witness;
    }
  }
  return {};
}

LayoutContract contract(const Json& json) {
  return {json.at("type"),
          json.at("target"),
          json.at("line_size"),
          verdict(json.at("verdict")),
          text_or_empty(json, "assumption"),
          first_open_claim(json)};
}

/// The fields are listed at any depth, each before its own: what lies in a field is its affair.
bool lies_in_a_field(const std::string& path, const LayoutType& type) {
  return std::any_of(type.fields.begin(), type.fields.end(), [&](const LayoutField& field) {
    return path.rfind(field.path + ".", 0) == 0;
  });
}

LayoutType type(const Json& json) {
  LayoutType type{json.at("name"), json.at("target"), json.at("size"), json.at("align"), {}};
  for (const Json& field : json.at("fields")) {
    if (lies_in_a_field(field.at("path"), type)) continue;
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
    const auto listed = static_cast<std::size_t>(std::count_if(
        facts.contracts.begin(), facts.contracts.end(),
        [&](const LayoutContract& each) { return each.verdict == static_cast<LayoutVerdict>(i); }));
    if (static_cast<LayoutVerdict>(i) == LayoutVerdict::not_checked && counted >= listed) {
      facts.contracts_not_checked = counted;  // those of records that could not be laid out
    } else if (counted != listed) {
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
    if (each.contains("allowed")) continue;  // the source gives a reason; it does not count
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
