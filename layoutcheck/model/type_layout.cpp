// SPDX-License-Identifier: MIT
#include "layoutcheck/model/type_layout.h"

#include <algorithm>

namespace layoutcheck {
namespace {

/// Whether the inside of `type` is nobody's promise to those who look at `outer`.
bool is_closed(const Record& type, const Record& outer) {
  return type.in_system_header && !outer.in_system_header;
}

bool ends_here(const Program& program, const Record& outer, const PlacedMember& placed) {
  if (placed.leaf) return true;
  return is_closed(program.records[*placed.member->record], outer) && !is_base(*placed.member);
}

bool is_field(const PlacedMember& placed) {
  return !is_base(*placed.member) && !placed.member->name.empty();
}

/// The fields of `record`, which lies somewhere in `outer`, from its own start.
std::vector<FieldLayout> fields_in(const Program& program, const Record& outer,
                                   const Record& record) {
  std::vector<FieldLayout> fields;
  unsigned end_depth = 0;
  bool inside_end = false;
  for (const PlacedMember& placed : flatten(program, record)) {
    if (inside_end && placed.depth > end_depth) continue;
    inside_end = ends_here(program, outer, placed);
    end_depth = placed.depth;
    if (!inside_end || !is_field(placed)) continue;
    fields.push_back({placed.path, placed.offset_bits, placed.member->size_bits,
                      placed.member->kind == MemberKind::bit_field});
    const auto elements = element_fields(program, outer, placed);
    fields.insert(fields.end(), elements.begin(), elements.end());
  }
  return fields;
}

}  // namespace

std::vector<FieldLayout> element_fields(const Program& program, const Record& outer,
                                        const PlacedMember& placed) {
  if (!placed.member->array || !placed.member->record) return {};
  const Record& element = program.records[*placed.member->record];
  if (is_closed(element, outer)) return {};
  std::vector<FieldLayout> fields = fields_in(program, outer, element);
  for (FieldLayout& field : fields) {
    field.path.insert(0, placed.path + "[].");
    field.offset_bits += placed.offset_bits;
  }
  return fields;
}

TypeLayout type_layout(const Program& program, const Record& record,
                       const std::map<std::string, std::string>& group_by_path) {
  TypeLayout layout{record.name, record.size, record.align, {}, record.location};
  layout.fields = fields_in(program, record, record);
  for (FieldLayout& field : layout.fields) {
    const auto group = group_by_path.find(field.path);
    if (group != group_by_path.end()) field.group = group->second;
  }
  std::stable_sort(layout.fields.begin(), layout.fields.end(),
                   [](const auto& a, const auto& b) { return a.offset_bits < b.offset_bits; });
  return layout;
}

std::uint64_t unused_bits(const TypeLayout& layout) {
  const std::uint64_t size_bits = layout.size_bytes * 8;
  std::uint64_t unused = 0, end = 0;
  for (const FieldLayout& field : layout.fields) {
    // The first element of a flexible array lies behind the object.
    const std::uint64_t begin = std::min(field.offset_bits, size_bits);
    if (begin > end) unused += begin - end;
    end = std::max(end, field.offset_bits + field.size_bits);
  }
  return unused + (size_bits > end ? size_bits - end : 0);
}

std::uint64_t fewest_lines(const TypeLayout& layout, std::uint64_t line_bytes) {
  return (layout.size_bytes + line_bytes - 1) / line_bytes;
}

std::uint64_t most_lines(const TypeLayout& layout, std::uint64_t line_bytes) {
  // It begins at worst A bytes before the end of a line, A being its alignment.
  const std::uint64_t latest_start = line_bytes - std::min(layout.align_bytes, line_bytes);
  return (latest_start + layout.size_bytes + line_bytes - 1) / line_bytes;
}

}  // namespace layoutcheck
