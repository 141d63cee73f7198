// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>

#include "layoutcheck/confirm/comparison.h"
#include "layoutcheck/confirm/compiler_errors.h"
#include "layoutcheck/confirm/record_join.h"
#include "layoutcheck/error.h"
#include "layoutcheck/process/process_run.h"

namespace layoutcheck {
namespace {

Member field(const std::string& name, std::uint64_t offset_bytes) {
  Member member;
  member.name = name;
  member.offset_bits = offset_bytes * 8;
  return member;
}

Member bits(const std::string& name, std::uint64_t offset_bits, std::uint64_t size_bits) {
  Member member;
  member.kind = MemberKind::bit_field;
  member.name = name;
  member.offset_bits = offset_bits;
  member.size_bits = size_bits;
  return member;
}

Member base(const std::string& name, std::uint64_t offset_bytes) {
  Member member = field(name, offset_bytes);
  member.kind = MemberKind::base;
  return member;
}

Record record(std::uint64_t size, std::vector<Member> members) {
  Record record;
  record.size = size;
  record.members = std::move(members);
  return record;
}

Record placed(const std::string& name, const std::string& file, unsigned line) {
  Record record;
  record.name = name;
  record.location = {file, line, 8};
  return record;
}

using Differences = std::vector<LayoutDifference>;

}  // namespace

TEST_CASE("records that differ in nothing differ in nothing", "[layoutcheck][confirm]") {
  const Record one = record(16, {base("Base", 0), field("a", 4), bits("b", 64, 3)});
  CHECK(differences(one, one).empty());
  CHECK(compared_numbers(one) == 4);
}

TEST_CASE("names of bases, captures and unnamed members are the compilers' own",
          "[layoutcheck][confirm]") {
  Record ours = record(24, {base("Base", 0), field("captured", 8), field("", 16)});
  ours.name = "run()::(lambda)";
  const Record theirs = record(24, {base("", 0), field("__captured", 8), field("", 16)});
  CHECK(differences(ours, theirs).empty());
}

TEST_CASE("size, offsets and bits that differ are all told", "[layoutcheck][confirm]") {
  const Record ours = record(16, {base("Base", 0), field("a", 4), bits("b", 64, 3)});
  const Record theirs = record(24, {base("", 8), field("a", 0), bits("b", 64, 4)});
  CHECK(differences(ours, theirs) == Differences{{"size", "16 bytes", "24 bytes"},
                                                 {"a", "byte 4", "byte 0"},
                                                 {"b", "byte 8:0, 3 bits", "byte 8:0, 4 bits"},
                                                 {"a base", "byte 0", "nowhere"},
                                                 {"a base", "nowhere", "byte 8"}});
}

TEST_CASE("fields that have changed places differ, though the places do not",
          "[layoutcheck][confirm]") {
  const Record ours = record(8, {field("a", 0), field("b", 4)});
  const Record theirs = record(8, {field("b", 0), field("a", 4)});
  CHECK(differences(ours, theirs) ==
        Differences{{"a", "byte 0", "byte 4"}, {"b", "byte 4", "byte 0"}});
}

TEST_CASE("a field that one side has alone is a difference", "[layoutcheck][confirm]") {
  const Record ours = record(8, {field("a", 0), field("b", 4)});
  const Record theirs = record(8, {field("a", 0)});
  CHECK(differences(ours, theirs) == Differences{{"b", "byte 4", "nowhere"}});
  CHECK(differences(theirs, ours) == Differences{{"b", "nowhere", "byte 4"}});
}

TEST_CASE("a field of another name at the same place is a difference", "[layoutcheck][confirm]") {
  const Record ours = record(8, {field("head", 0), field("tail", 4)});
  const Record theirs = record(8, {field("head", 0), field("count", 4)});
  CHECK(differences(ours, theirs) ==
        Differences{{"tail", "byte 4", "nowhere"}, {"count", "nowhere", "byte 4"}});
}

TEST_CASE("types of unnamed namespaces are joined where they also agree in place",
          "[layoutcheck][confirm]") {
  const std::string name = "(anonymous namespace)::State";
  const std::vector<Record> ours = {placed(name, "one.cpp", 3), placed(name, "two.cpp", 3)};
  const std::vector<Record> theirs = {placed("{anonymous}::State", "two.cpp", 3),
                                      placed("{anonymous}::State", "three.cpp", 3)};
  const std::vector<Pair> pairs = join_records(theirs, ours);
  CHECK(pairs[0].ours == &ours[1]);
  CHECK(pairs[1].ours == nullptr);

  // clang's debug information has no columns of types.
  Record without_column = theirs[0];
  without_column.location.column = 0;
  CHECK(join_records({without_column}, ours)[0].ours == &ours[1]);
}

TEST_CASE("a type of exactly that name stays joined, whatever else fits",
          "[layoutcheck][confirm]") {
  const std::vector<Record> ours = {placed("Ring<int>", "ring.h", 7)};
  const std::vector<Record> theirs = {placed("Ring<int>", "ring.h", 7),
                                      placed("Ring<int, custom>", "ring.h", 7)};
  const std::vector<Pair> pairs = join_records(theirs, ours);
  CHECK(pairs[0].ours == &ours[0]);
  CHECK(pairs[1].ours == nullptr);
  CHECK(pairs[1].reason == "several of the build's types fit one of clang's");

  const std::vector<Record> arguments = {placed("Ring<int, standard>", "ring.h", 7),
                                         placed("Ring<int, custom>", "ring.h", 7)};
  CHECK(join_records(arguments, ours)[0].ours == nullptr);
  CHECK(join_records(arguments, ours)[1].ours == nullptr);
}

TEST_CASE("what g++ says of assertions is understood", "[layoutcheck][confirm]") {
  const CompilerErrors found = parse_compiler_errors(
      "/tmp/x/layout.cpp: In instantiation of 'struct n::{anonymous}::layout_9<56>':\n"
      "/tmp/x/layout.cpp:40:17:   required from here\n"
      "/tmp/x/layout.cpp:39:68: error: static assertion failed: A: its size must be 48 bytes\n"
      "/tmp/x/layout.cpp:41:5: error: 'B' was not declared\n"
      "/src/a.h:7:1: error: #error no\n",
      "layout.cpp");
  REQUIRE(found.errors.size() == 3);
  CHECK(found.errors[0].line == 39);
  CHECK(found.errors[0].assertion);
  CHECK(found.errors[1].line == 41);
  CHECK_FALSE(found.errors[1].assertion);
  CHECK(found.errors[1].message == "'B' was not declared");
  CHECK(found.errors[2].line == 0);
  CHECK(found.values.at(9) == "56");
}

TEST_CASE("what clang++ says of assertions is understood", "[layoutcheck][confirm]") {
  const CompilerErrors found = parse_compiler_errors(
      "/tmp/x/layout.cpp:39:62: error: static assertion failed due to requirement '56UL == 48': A\n"
      "/tmp/x/layout.cpp:40:17: note: in instantiation of template class "
      "'n::(anonymous namespace)::layout_9<56>' requested here\n",
      "layout.cpp");
  REQUIRE(found.errors.size() == 1);
  CHECK(found.errors[0].line == 39);
  CHECK(found.errors[0].assertion);
  CHECK(found.values.at(9) == "56");
}

TEST_CASE("a compiler runs where it is told, without a shell", "[layoutcheck][confirm]") {
  const ProcessRun listed =
      run_process({"sh", "-c", "pwd >&2; echo \"$1\" >&2; exit 3", "sh", "$HOME; `x`"}, "/usr");
  CHECK(listed.exit_code == 3);
  CHECK(listed.errors == "/usr\n$HOME; `x`\n");
  CHECK_THROWS_AS(run_process({"no-such-compiler"}, "/"), Error);
}

}  // namespace layoutcheck
