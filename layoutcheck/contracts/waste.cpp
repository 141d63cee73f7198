// SPDX-License-Identifier: MIT
#include "layoutcheck/contracts/waste.h"

#include <algorithm>

#include "layoutcheck/model/holes.h"

namespace layoutcheck {
namespace {

/// No scalar type needs more on any target, so more was asked for.
constexpr std::uint64_t largest_scalar_align_bytes = 16;

bool asks_for_alignment(const Member& member) {
  return member.explicit_align_bytes > 0 || member.align_bytes > largest_scalar_align_bytes;
}

}  // namespace

std::uint64_t wasted_bytes(const Record& record) {
  if (record.kind == RecordKind::union_ || record.empty) return 0;
  const std::vector<Member>& members = record.members;
  std::uint64_t bits = 0;
  for (const Hole& hole : holes(record, record.size * 8)) {
    const std::uint64_t end_bits = hole.offset_bits + hole.size_bits;
    const bool asked = hole.tail
                           ? record.align > largest_scalar_align_bytes ||
                                 std::any_of(members.begin(), members.end(), asks_for_alignment)
                           : std::any_of(members.begin(), members.end(), [&](const Member& member) {
                               return member.offset_bits == end_bits && asks_for_alignment(member);
                             });
    if (!asked) bits += hole.size_bits;
  }
  return bits / 8;
}

}  // namespace layoutcheck
