// SPDX-License-Identifier: MIT
#include "layoutcheck/model/flatten.h"

#include <catch2/catch.hpp>

namespace layoutcheck {
namespace {

Member member(MemberKind kind, const std::string& name, std::uint64_t offset_bytes,
              std::optional<RecordIndex> record = std::nullopt) {
  Member member;
  member.kind = kind;
  member.name = name;
  member.offset_bits = offset_bytes * 8;
  member.size_bits = 64;
  member.record = record;
  return member;
}

Record record(std::vector<Member> members) {
  Record record;
  record.members = std::move(members);
  return record;
}

/// The last record flattened: "path@offset" of each member, in order.
std::vector<std::string> places(const Program& program) {
  std::vector<std::string> places;
  for (const PlacedMember& placed : flatten(program, program.records.back())) {
    places.push_back(placed.path + '@' + std::to_string(placed.offset_bits / 8));
  }
  return places;
}

using Places = std::vector<std::string>;

}  // namespace

TEST_CASE("members of members lie at the sum of their offsets", "[layoutcheck][model]") {
  Program program;
  program.records = {record({member(MemberKind::field, "x", 8)}),
                     record({member(MemberKind::field, "inner", 16, 0)}),
                     record({member(MemberKind::field, "outer", 32, 1)})};

  CHECK(places(program) == Places{"outer@32", "outer.inner@48", "outer.inner.x@56"});
  const auto placed = flatten(program, program.records.back());
  CHECK(placed[1].depth == 1);
  CHECK(placed[1].owner == &program.records[1]);
  CHECK_FALSE(placed[1].leaf);
  CHECK(placed[2].leaf);
}

TEST_CASE("anonymous members add nothing to the paths of their members", "[layoutcheck][model]") {
  Program program;
  program.records = {record({member(MemberKind::field, "x", 0)}),
                     record({member(MemberKind::field, "", 8, 0)}),
                     record({member(MemberKind::field, "outer", 0, 1)})};

  CHECK(places(program) == Places{"outer@0", "outer.(anonymous)@8", "outer.x@8"});
}

TEST_CASE("bases are named by scope", "[layoutcheck][model]") {
  Program program;
  program.records = {record({member(MemberKind::field, "next", 0)}),
                     record({member(MemberKind::base, "Node", 0, 0)}),
                     record({member(MemberKind::field, "job", 8, 1)})};

  CHECK(places(program) == Places{"job@8", "job.Node@8", "job.Node::next@8"});
}

TEST_CASE("a virtual base appears once, where the complete object has it", "[layoutcheck][model]") {
  Program program;
  program.records = {record({member(MemberKind::field, "root", 0)}),
                     record({member(MemberKind::field, "left", 8),
                             member(MemberKind::virtual_base, "Root", 16, 0)}),
                     record({member(MemberKind::base, "Left", 0, 1),
                             member(MemberKind::virtual_base, "Root", 40, 0)})};

  CHECK(places(program) == Places{"Left@0", "Left::left@8", "Root@40", "Root::root@40"});
}

TEST_CASE("a member with virtual bases is a complete object", "[layoutcheck][model]") {
  Program program;
  program.records = {record({}), record({member(MemberKind::virtual_base, "Root", 16, 0)}),
                     record({member(MemberKind::field, "left", 8, 1)})};

  CHECK(places(program) == Places{"left@8", "left.Root@24"});
}

TEST_CASE("an array is a leaf", "[layoutcheck][model]") {
  Program program;
  program.records = {record({member(MemberKind::field, "x", 0)}),
                     record({member(MemberKind::field, "items", 0, 0)})};
  program.records[1].members[0].array = ArrayShape{4, 8, 8};

  CHECK(places(program) == Places{"items@0"});
  CHECK(flatten(program, program.records[1])[0].leaf);
}

TEST_CASE("a member of an empty type is a leaf", "[layoutcheck][model]") {
  Program program;
  program.records = {record({}), record({member(MemberKind::field, "tag", 0, 0)})};

  CHECK(flatten(program, program.records[1])[0].leaf);
}

}  // namespace layoutcheck
