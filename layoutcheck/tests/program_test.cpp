// SPDX-License-Identifier: MIT
#include "layoutcheck/model/program.h"

#include <catch2/catch.hpp>

namespace layoutcheck {
namespace {

Record record(const std::string& name, std::uint64_t size) {
  Record record;
  record.name = name;
  record.usr = "usr of " + name;
  record.size = size;
  record.location = {name + ".h", 1, 1};
  return record;
}

Member member(const std::string& name, RecordIndex of) {
  Member member;
  member.name = name;
  member.record = of;
  return member;
}

/// A unit with `inner`, and `outer` that contains it.
Program unit(const Record& inner, const std::string& outer) {
  Program program;
  program.target = {"x86_64-linux-gnu", {64}};
  program.units = {{outer + ".cpp", true, ""}};
  program.records = {inner, record(outer, 8)};
  program.records[1].members = {member("inner", 0)};
  return program;
}

}  // namespace

TEST_CASE("a record that two units have alike is kept once", "[layoutcheck][model]") {
  Program program;
  merge(program, unit(record("Inner", 4), "A"));
  merge(program, unit(record("Inner", 4), "B"));

  REQUIRE(program.records.size() == 3);
  CHECK(program.records[2].name == "B");
  CHECK(program.records[2].members[0].record == 0u);
  CHECK(program.units.size() == 2);
}

TEST_CASE("two layouts of one type stay two records", "[layoutcheck][model]") {
  Program program;
  merge(program, unit(record("Inner", 4), "A"));
  merge(program, unit(record("Inner", 8), "B"));

  REQUIRE(program.records.size() == 4);
  CHECK(program.records[1].members[0].record == 0u);
  CHECK(program.records[3].members[0].record == 2u);
}

TEST_CASE("records differ if what they contain differs", "[layoutcheck][model]") {
  Program program;
  merge(program, unit(record("Inner", 4), "Outer"));
  merge(program, unit(record("Inner", 8), "Outer"));

  CHECK(program.records.size() == 4);
}

TEST_CASE("globals follow their records to new places", "[layoutcheck][model]") {
  Program program;
  merge(program, unit(record("Other", 2), "A"));
  Program second = unit(record("Inner", 4), "B");
  second.globals = {{member("global", 1), "usr of global"}};
  merge(program, std::move(second));

  REQUIRE(program.globals.size() == 1);
  CHECK(program.records[*program.globals[0].variable.record].name == "B");
}

TEST_CASE("what one unit skipped and another laid out was not skipped", "[layoutcheck][model]") {
  Program program;
  Program first;
  for (const char* name : {"Inner", "Never"}) {
    first.skipped.push_back({name, record(name, 0).location, "not instantiated", false});
  }
  merge(program, std::move(first));
  merge(program, unit(record("Inner", 4), "A"));

  REQUIRE(program.skipped.size() == 1);
  CHECK(program.skipped[0].name == "Never");
}

TEST_CASE("what two units say alike is said once", "[layoutcheck][model]") {
  Program first, second;
  first.warnings = second.warnings = {"dropped a flag"};
  first.stray_annotations = second.stray_annotations = {{"group", {"a"}, {"a.h", 1, 1}}};
  Program program;
  merge(program, std::move(first));
  merge(program, std::move(second));

  CHECK(program.warnings.size() == 1);
  CHECK(program.stray_annotations.size() == 1);
}

}  // namespace layoutcheck
