// SPDX-License-Identifier: MIT
#include "layoutcheck/contracts/occupancy.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "layoutcheck/model/name_words.h"

namespace layoutcheck {
namespace {

bool says_pad(const std::string& name) {
  return has_word(name, "pad") || has_word(name, "padding");
}

/// `pad`, `_padding2`, `cache_line_pad`, but not `padding_used`.
bool says_nothing_but_pad(const std::string& name) {
  constexpr std::array words = {"pad",    "padding",  "cache",  "cacheline", "line",  "lines",
                                "unused", "reserved", "before", "after",     "front", "back"};
  const std::vector<std::string> said = words_of(name);
  return std::all_of(said.begin(), said.end(), [&](const std::string& word) {
    return std::find(words.begin(), words.end(), word) != words.end();
  });
}

}  // namespace

bool is_byte_array(const Member& member) {
  return member.array && member.array->element_size_bytes == 1 && !member.record;
}

bool is_pad(const Member& member) {
  const bool field = member.kind == MemberKind::field || member.kind == MemberKind::bit_field;
  const bool holds_something =
      member.record || member.atomic || member.is_address || member.type == "bool";
  if (!field || holds_something || !says_pad(member.name)) return false;
  return is_byte_array(member) || says_nothing_but_pad(member.name);
}

bool is_occupied(const PlacedMember& placed) {
  const bool flexible_array = placed.member->array && placed.member->array->count == 0;
  return placed.leaf && (placed.member->size_bits > 0 || flexible_array) &&
         !is_padding(*placed.member) && !is_pad(*placed.member);
}

ByteRange bytes_of(const PlacedMember& placed) {
  std::uint64_t size_bits = placed.member->size_bits;
  // Nothing of the record lies behind a flexible array, so its first element stands for all.
  if (size_bits == 0 && placed.member->array) {
    size_bits = placed.member->array->element_size_bytes * 8;
  }
  const std::uint64_t last_bit = placed.offset_bits + (size_bits == 0 ? 0 : size_bits - 1);
  return {placed.offset_bits / 8, last_bit / 8};
}

}  // namespace layoutcheck
