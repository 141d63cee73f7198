// SPDX-License-Identifier: MIT
#include "layoutcheck/model/holes.h"

#include <algorithm>

namespace layoutcheck {
std::vector<Hole> holes(const Record& record, std::uint64_t size_bits) {
  std::vector<Hole> found;
  std::uint64_t end_bits = 0;  // of what the members up to here cover
  for (const Member& member : record.members) {
    if (member.offset_bits >= size_bits) break;  // a virtual base that lies elsewhere
    if (member.size_bits == 0 || is_padding(member)) continue;
    if (member.offset_bits > end_bits) {
      found.push_back({end_bits, member.offset_bits - end_bits, false});
    }
    end_bits = std::max(end_bits, member.offset_bits + member.size_bits);
  }
  // A flexible array may begin where the record ends.
  const bool last = record.members.empty() || record.members.back().offset_bits < size_bits;
  if (end_bits < size_bits) found.push_back({end_bits, size_bits - end_bits, last});
  return found;
}

}  // namespace layoutcheck
