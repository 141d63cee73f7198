// SPDX-License-Identifier: MIT
#include "layoutcheck/model/flatten.h"

namespace layoutcheck {
namespace {

/// Where the walk stands: in `record`, which lies at `offset_bits` and is reached by `prefix`.
struct Position {
  const Record& record;
  std::uint64_t offset_bits = 0;
  std::string prefix;
  unsigned depth = 0;
  bool complete_object =
      true;  // false inside a base: the most derived record has its virtual bases
};

/// What stands before the names of the member's own members: "stats.", "Base::", or for an
/// anonymous member what stands before the member itself.
std::string prefix_within(const Position& position, const Member& member) {
  if (is_base(member)) return position.prefix + member.name + "::";
  if (member.name.empty()) return position.prefix;
  return position.prefix + member.name + ".";
}

void flatten_into(std::vector<PlacedMember>& placed, const Program& program,
                  const Position& position) {
  for (const Member& member : position.record.members) {
    if (member.kind == MemberKind::virtual_base && !position.complete_object) continue;

    const bool has_members =
        member.record && !member.array && !program.records[*member.record].members.empty();
    const std::uint64_t offset_bits = position.offset_bits + member.offset_bits;
    const std::string name = member.name.empty() ? "(anonymous)" : member.name;
    placed.push_back({&member, &position.record, position.prefix + name, offset_bits,
                      position.depth, !has_members});
    if (has_members) {
      flatten_into(placed, program,
                   {program.records[*member.record], offset_bits, prefix_within(position, member),
                    position.depth + 1, !is_base(member)});
    }
  }
}

}  // namespace

std::vector<PlacedMember> flatten(const Program& program, const Record& record) {
  std::vector<PlacedMember> placed;
  flatten_into(placed, program, {.record = record, .prefix = ""});
  return placed;
}

}  // namespace layoutcheck
