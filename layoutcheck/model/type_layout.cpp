// SPDX-License-Identifier: MIT
#include "layoutcheck/model/type_layout.h"

#include <algorithm>

#include "layoutcheck/model/flatten.h"

namespace layoutcheck {
namespace {

bool ends_here(const Program& program, const Record& record, const PlacedMember& placed) {
  if (placed.leaf) return true;
  const Record& type = program.records[*placed.member->record];
  return type.in_system_header && !record.in_system_header && !is_base(*placed.member);
}

bool is_field(const PlacedMember& placed) {
  return !is_base(*placed.member) && !placed.member->name.empty();
}

}  // namespace

TypeLayout type_layout(const Program& program, const Record& record,
                       const std::map<std::string, std::string>& group_by_path) {
  TypeLayout layout{record.name, record.size, record.align, {}, record.location};
  unsigned end_depth = 0;
  bool inside_end = false;
  for (const PlacedMember& placed : flatten(program, record)) {
    if (inside_end && placed.depth > end_depth) continue;
    inside_end = ends_here(program, record, placed);
    end_depth = placed.depth;
    if (!inside_end || !is_field(placed)) continue;
    const auto group = group_by_path.find(placed.path);
    layout.fields.push_back({placed.path, placed.offset_bits, placed.member->size_bits,
                             placed.member->kind == MemberKind::bit_field,
                             group == group_by_path.end() ? "" : group->second});
  }
  std::stable_sort(layout.fields.begin(), layout.fields.end(),
                   [](const auto& a, const auto& b) { return a.offset_bits < b.offset_bits; });
  return layout;
}

std::uint64_t unused_bits(const TypeLayout& layout) {
  std::uint64_t unused = 0, end = 0;
  for (const FieldLayout& field : layout.fields) {
    if (field.offset_bits > end) unused += field.offset_bits - end;
    end = std::max(end, field.offset_bits + field.size_bits);
  }
  const std::uint64_t size_bits = layout.size_bytes * 8;
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
