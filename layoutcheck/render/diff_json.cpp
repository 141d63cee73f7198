// SPDX-License-Identifier: MIT
#include "layoutcheck/render/diff_json.h"

#include <nlohmann/json.hpp>

#include "layoutcheck/render/diff_text.h"
#include "layoutcheck/render/json.h"

namespace layoutcheck {
namespace {

using Json = nlohmann::ordered_json;

Json nullable(const std::string& text) {
  return text.empty() ? Json() : Json(text);
}

Json field_json(const FieldLayout& field) {
  return {{"path", field.path},
          {"offset_bits", field.offset_bits},
          {"size_bits", field.size_bits},
          {"bit_field", field.bit_field},
          {"group", nullable(field.group)}};
}

Json fields_json(const std::vector<FieldLayout>& fields) {
  Json list = Json::array();
  for (const FieldLayout& field : fields) list.push_back(field_json(field));
  return list;
}

Json kept_json(const LayoutChange& change) {
  Json list = Json::array();
  for (const auto& [before, after] : change.kept) {
    if (before == after) continue;
    list.push_back({{"before", field_json(before)}, {"after", field_json(after)}});
  }
  return list;
}

Json whole_json(const TypeLayout& type, std::uint64_t line_bytes) {
  return {{"size", type.size_bytes},
          {"align", type.align_bytes},
          {"lines", fewest_lines(type, line_bytes)},
          {"most_lines", most_lines(type, line_bytes)},
          {"unused_bits", unused_bits(type)}};
}

Json named_json(const TypeLayout& type, std::uint64_t line_bytes) {
  Json json = {{"name", type.name}};
  json.update(whole_json(type, line_bytes));
  return json;
}

Json named_json(const std::vector<TypeLayout>& types, std::uint64_t line_bytes) {
  Json list = Json::array();
  for (const TypeLayout& type : types) list.push_back(named_json(type, line_bytes));
  return list;
}

Json change_json(const LayoutChange& change, std::uint64_t line_bytes) {
  return {{"name", change.after.name},
          {"change", kind_of_change(change)},
          {"before", whole_json(change.before, line_bytes)},
          {"after", whole_json(change.after, line_bytes)},
          {"added", fields_json(change.added)},
          {"removed", fields_json(change.removed)},
          {"changed", kept_json(change)},
          {"text", all_changes(change, line_bytes)}};
}

Json target_json(const TargetDiff& target) {
  Json changed = Json::array();
  for (const LayoutChange& change : target.changed) {
    changed.push_back(change_json(change, target.line_bytes));
  }
  return {{"before", nullable(target.triple_before)},
          {"after", nullable(target.triple_after)},
          {"line_size", target.line_bytes},
          {"changed", changed},
          {"added", named_json(target.added, target.line_bytes)},
          {"removed", named_json(target.removed, target.line_bytes)},
          {"same", target.same}};
}

}  // namespace

std::string diff_json(const LayoutDiff& diff) {
  Json targets = Json::array();
  for (const TargetDiff& target : diff.targets) targets.push_back(target_json(target));
  return json_text({{"schema_version", 1},
                    {"tool", {{"name", "layoutcheck"}, {"version", LAYOUTCHECK_VERSION}}},
                    {"before", diff.before},
                    {"after", diff.after},
                    {"differs", diff.differs()},
                    {"incomplete", !diff.gaps.empty() || diff.types() == 0},
                    {"targets", targets},
                    {"notes", diff.notes},
                    {"gaps", diff.gaps}});
}

}  // namespace layoutcheck
