// SPDX-License-Identifier: MIT
#include "layoutcheck/model/holes.h"

#include <catch2/catch.hpp>

namespace layoutcheck {
namespace {

Member bits(const std::string& name, std::uint64_t offset, std::uint64_t size,
            MemberKind kind = MemberKind::field) {
  Member member;
  member.kind = kind;
  member.name = name;
  member.offset_bits = offset;
  member.size_bits = size;
  return member;
}

Record record(std::vector<Member> members) {
  Record record;
  record.members = std::move(members);
  return record;
}

using Holes = std::vector<Hole>;

}  // namespace

TEST_CASE("holes lie between members, tail padding after the last", "[layoutcheck][model]") {
  const Record padded = record({bits("a", 0, 8), bits("b", 64, 64), bits("c", 128, 8)});

  CHECK(holes(padded, 192) == Holes{{8, 56, false}, {136, 56, true}});
}

TEST_CASE("members that overlap leave no hole", "[layoutcheck][model]") {
  const Record either = record({bits("wide", 0, 64), bits("narrow", 0, 8), bits("next", 64, 8)});

  CHECK(holes(either, 72).empty());
}

TEST_CASE("an unnamed bit-field is a hole", "[layoutcheck][model]") {
  const Record flags =
      record({bits("low", 0, 3, MemberKind::bit_field), bits("", 3, 5, MemberKind::bit_field),
              bits("high", 8, 8, MemberKind::bit_field)});

  CHECK(holes(flags, 16) == Holes{{3, 5, false}});
}

TEST_CASE("what lies before a flexible array is no tail padding", "[layoutcheck][model]") {
  const Record flexible = record({bits("count", 0, 32), bits("items", 128, 0)});

  CHECK(holes(flexible, 128) == Holes{{32, 96, false}});
}

TEST_CASE("an empty record is all tail padding", "[layoutcheck][model]") {
  CHECK(holes(record({}), 8) == Holes{{0, 8, true}});
}

TEST_CASE("a base ends before the virtual bases of its type", "[layoutcheck][model]") {
  const Record left = record({bits("left", 0, 32), bits("Root", 64, 64, MemberKind::virtual_base)});

  CHECK(holes(left, 32).empty());
  CHECK(holes(left, 128) == Holes{{32, 32, false}});
}

}  // namespace layoutcheck
