// SPDX-License-Identifier: MIT
#include "layoutcheck/render/confirmation_json.h"

#include <nlohmann/json.hpp>

#include "layoutcheck/render/json.h"

namespace layoutcheck {
namespace {

using Json = nlohmann::ordered_json;

std::string word(ConfirmationVerdict verdict) {
  switch (verdict) {
    case ConfirmationVerdict::confirmed:
      return "confirmed";
    case ConfirmationVerdict::different:
      return "different";
    case ConfirmationVerdict::not_compared:
      return "not_compared";
  }
  return {};
}

Json not_compared_json(const std::vector<NotCompared>& things) {
  Json list = Json::array();
  for (const NotCompared& thing : things) {
    list.push_back({{"name", thing.name}, {"reason", thing.reason}});
  }
  return list;
}

Json type_json(const TypeConfirmation& type) {
  Json differences = Json::array();
  for (const LayoutDifference& difference : type.differences) {
    differences.push_back({{"subject", difference.subject},
                           {"clang", difference.ours},
                           {"build", difference.theirs}});
  }
  return {{"name", type.name},
          {"usr", type.usr},
          {"location", location_json(type.location)},
          {"verdict", word(type.verdict())},
          {"reason", type.reason.empty() ? Json() : Json(type.reason)},
          {"compared", type.compared},
          {"differences", differences},
          {"fields_not_compared", not_compared_json(type.fields_not_compared)}};
}

Json failed_units(const Program& program) {
  Json failed = Json::array();
  for (const Unit& unit : program.units) {
    if (!unit.parsed) failed.push_back({{"file", unit.file}, {"reason", unit.reason}});
  }
  return failed;
}

}  // namespace

std::string confirmation_json(const Program& program, const Confirmation& confirmation,
                              bool incomplete) {
  Json inputs = Json::array(), types = Json::array();
  for (const Unit& unit : program.units) inputs.push_back(unit.file);
  for (const TypeConfirmation& type : confirmation.types) types.push_back(type_json(type));
  const auto count = [&](ConfirmationVerdict verdict) { return confirmation.count(verdict); };
  return json_text(
      {{"schema_version", 1},
       {"tool", {{"name", "layoutcheck"}, {"version", LAYOUTCHECK_VERSION}}},
       {"target", program.target.triple.empty() ? Json() : Json(program.target.triple)},
       {"evidence", {{"kind", confirmation.kind}, {"name", confirmation.evidence}}},
       {"inputs", inputs},
       {"failed_units", failed_units(program)},
       {"incomplete", incomplete},
       {"types", types},
       {"only_in_build", not_compared_json(confirmation.only_there)},
       {"counts",
        {{"confirmed", count(ConfirmationVerdict::confirmed)},
         {"different", count(ConfirmationVerdict::different)},
         {"not_compared", count(ConfirmationVerdict::not_compared)}}}});
}

}  // namespace layoutcheck
