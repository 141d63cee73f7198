// SPDX-License-Identifier: MIT
#include "layoutcheck/render/layout_rows.h"

#include "layoutcheck/model/holes.h"

namespace layoutcheck {
namespace {

/// A record at its place in the outermost one.
struct Placed {
  const Record& record;
  std::uint64_t offset_bits;
  std::uint64_t size_bits;
  unsigned depth;
  bool complete_object;  // false for a base: its virtual bases lie elsewhere
};

class RowBuilder {
 public:
  RowBuilder(const Program& program, bool expand) : program_(program), expand_(expand) {}

  void add(const Placed& placed) {
    const std::vector<Hole> gaps = holes(placed.record, placed.size_bits);
    auto gap = gaps.begin();
    for (const Member& member : placed.record.members) {
      if (member.kind == MemberKind::virtual_base && !placed.complete_object) continue;
      if (is_padding(member)) continue;
      for (; gap != gaps.end() && gap->offset_bits < member.offset_bits; ++gap) add(placed, *gap);
      add(placed, member);
    }
    for (; gap != gaps.end(); ++gap) add(placed, *gap);
  }

  std::vector<LayoutRow> rows;

 private:
  bool is_expanded(const Member& member) const {
    if (!member.record || member.array || member.atomic || member.size_bits == 0) return false;
    const Record& record = program_.records[*member.record];
    return !record.empty && (expand_ || record.anonymous);
  }

  void add(const Placed& placed, const Member& member) {
    LayoutRow row;
    row.member = &member;
    row.offset_bits = placed.offset_bits + member.offset_bits;
    row.size_bits = member.size_bits;
    row.depth = placed.depth;
    row.expanded = is_expanded(member);
    rows.push_back(row);
    if (!row.expanded) return;
    add({program_.records[*member.record], row.offset_bits, row.size_bits, row.depth + 1,
         !is_base(member)});
  }

  void add(const Placed& placed, const Hole& gap) {
    LayoutRow row;
    row.offset_bits = placed.offset_bits + gap.offset_bits;
    row.size_bits = gap.size_bits;
    row.depth = placed.depth;
    row.tail = gap.tail;
    rows.push_back(row);
  }

  const Program& program_;
  bool expand_;
};

}  // namespace

std::vector<LayoutRow> layout_rows(const Program& program, const Record& record, bool expand) {
  RowBuilder builder(program, expand);
  builder.add({record, 0, record.size * 8, 0, true});
  return std::move(builder.rows);
}

}  // namespace layoutcheck
