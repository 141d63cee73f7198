// SPDX-License-Identifier: MIT
#include "layoutcheck/render/json.h"

#include <algorithm>
#include <sstream>

#include <nlohmann/json.hpp>

#include "layoutcheck/model/holes.h"
#include "layoutcheck/model/type_layout.h"

namespace layoutcheck {
namespace {

using Json = nlohmann::ordered_json;

Json to_json(const std::vector<Annotation>& annotations) {
  Json list = Json::array();
  for (const Annotation& annotation : annotations) {
    list.push_back({{"name", annotation.name}, {"arguments", annotation.arguments}});
  }
  return list;
}

/// The words of "a, b" as LAYOUT_WRITTEN_BY(a, b) leaves them.
void append_words(Json& words, const std::string& text) {
  std::istringstream stream(text);
  for (std::string word; std::getline(stream >> std::ws, word, ',');) {
    word.erase(word.find_last_not_of(' ') + 1);
    words.push_back(word);
  }
}

Json group_of(const Member& member) {
  for (const Annotation& annotation : member.annotations) {
    if (annotation.name == "group" && !annotation.arguments.empty()) {
      return annotation.arguments.front();
    }
  }
  return nullptr;
}

Json roles_of(const Member& member) {
  Json roles = Json::array();
  for (const Annotation& annotation : member.annotations) {
    if (annotation.name != "written_by" && annotation.name != "read_by") continue;
    for (const std::string& argument : annotation.arguments) append_words(roles, argument);
  }
  return roles;
}

Json bases_of(const Record& record) {
  Json bases = Json::array();
  for (const Member& member : record.members) {
    if (!is_base(member)) continue;
    bases.push_back({{"name", member.type},
                     {"offset", member.offset_bits / 8},
                     {"virtual", member.kind == MemberKind::virtual_base},
                     {"empty", member.size_bits == 0}});
  }
  return bases;
}

Json element_fields_json(const Program& program, const Record& record, const PlacedMember& placed) {
  Json fields = Json::array();
  for (const FieldLayout& field : element_fields(program, record, placed)) {
    fields.push_back({{"path", field.path},
                      {"offset_bits", field.offset_bits},
                      {"size_bits", field.size_bits},
                      {"bit_field", field.bit_field}});
  }
  return fields;
}

Json to_json(const Program& program, const Record& record, const PlacedMember& placed) {
  const Member& member = *placed.member;
  Json field = {{"path", placed.path},
                {"type", member.type},
                {"offset_bits", placed.offset_bits},
                {"size_bits", member.size_bits},
                {"align", member.align_bytes},
                {"bit_field", member.kind == MemberKind::bit_field},
                {"atomic", member.atomic},
                {"group", group_of(member)},
                {"roles", roles_of(member)},
                {"leaf", placed.leaf},
                {"location", location_json(member.location)},
                {"annotations", to_json(member.annotations)}};
  if (member.array) {
    field["array"] = {{"count", member.array->count},
                      {"element_size", member.array->element_size_bytes},
                      {"element_align", member.array->element_align_bytes}};
    const Json fields = element_fields_json(program, record, placed);
    if (!fields.empty()) field["array"]["fields"] = fields;
  }
  return field;
}

Json fields_of(const Program& program, const Record& record) {
  Json fields = Json::array();
  for (const PlacedMember& placed : flatten(program, record)) {
    // Bases have a list of their own; what has no name is a hole, or only the scope of its fields.
    const bool field = !is_base(*placed.member) && !placed.member->name.empty();
    if (field) fields.push_back(to_json(program, record, placed));
  }
  return fields;
}

Json holes_of(const Record& record) {
  Json list = Json::array();
  for (const Hole& hole : holes(record, record.size * 8)) {
    list.push_back(
        {{"offset_bits", hole.offset_bits}, {"size_bits", hole.size_bits}, {"tail", hole.tail}});
  }
  return list;
}

Json to_json(const Program& program, const Record& record) {
  return {{"name", record.name},
          {"usr", record.usr},
          {"location", location_json(record.location)},
          {"target", program.target.triple},
          {"size", record.size},
          {"align", record.align},
          {"data_size", record.data_size},
          {"polymorphic", record.polymorphic},
          {"bases", bases_of(record)},
          {"fields", fields_of(program, record)},
          {"holes", holes_of(record)},
          {"annotations", to_json(record.annotations)}};
}

Json coverage_of(const Program& program, std::size_t checked) {
  Json failed = Json::array(), skipped = Json::array();
  for (const Unit& unit : program.units) {
    if (!unit.parsed) failed.push_back({{"file", unit.file}, {"reason", unit.reason}});
  }
  for (const SkippedRecord& record : program.skipped) {
    skipped.push_back({{"name", record.name},
                       {"location", location_json(record.location)},
                       {"reason", record.reason},
                       {"annotated", record.annotated}});
  }
  return {{"units", {{"parsed", program.units.size() - failed.size()}, {"failed", failed}}},
          {"types", {{"seen", program.records.size()}, {"checked", checked}, {"skipped", skipped}}},
          {"contracts", {{"proved", 0}, {"violated", 0}, {"unknown", 0}, {"not_checked", 0}}}};
}

}  // namespace

Json location_json(const SourceLocation& location) {
  if (location.line == 0) return nullptr;
  return {{"file", location.file}, {"line", location.line}, {"column", location.column}};
}

std::string json_text(const Json& document) {
  return document.dump(2, ' ', false, Json::error_handler_t::replace) + '\n';
}

Json json_document(const Program& program, const std::vector<const Record*>& records) {
  Json inputs = Json::array(), targets = Json::array(), types = Json::array();
  for (const Unit& unit : program.units) inputs.push_back(unit.file);
  if (!program.target.triple.empty()) {
    targets.push_back(
        {{"triple", program.target.triple}, {"line_sizes", program.target.line_sizes}});
  }
  for (const Record* record : records) types.push_back(to_json(program, *record));
  const bool incomplete = !all_parsed(program);
  return {{"schema_version", 1},
          {"tool", {{"name", "layoutcheck"}, {"version", LAYOUTCHECK_VERSION}}},
          {"inputs", inputs},
          {"incomplete", incomplete || records.empty()},
          {"targets", targets},
          {"types", types},
          {"contracts", Json::array()},
          {"findings", Json::array()},
          {"warnings", program.warnings},
          {"coverage", coverage_of(program, 0)}};
}

std::string to_json(const Program& program, const std::vector<const Record*>& records) {
  return json_text(json_document(program, records));
}

}  // namespace layoutcheck
