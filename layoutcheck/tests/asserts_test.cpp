// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>

#include "layoutcheck/asserts/assertion_text.h"
#include "layoutcheck/asserts/includes.h"
#include "layoutcheck/asserts/target_guard.h"
#include "layoutcheck/asserts/type_spelling.h"
#include "layoutcheck/error.h"

namespace layoutcheck {
namespace {

Record named(const std::string& name, const std::string& usr) {
  Record record;
  record.name = name;
  record.usr = usr;
  record.location = {"a.h", 1, 1};
  return record;
}

}  // namespace

TEST_CASE("a target is told by the macros of its compilers", "[layoutcheck][asserts]") {
  CHECK(target_guard("x86_64-pc-linux-gnu") ==
        "defined(__x86_64__) && !defined(__ILP32__) && defined(__linux__)");
  CHECK(target_guard("x86_64-pc-linux-gnux32") ==
        "defined(__x86_64__) && defined(__ILP32__) && defined(__linux__)");
  CHECK(target_guard("arm64-apple-macosx14.0.0") ==
        "defined(__aarch64__) && !defined(__ILP32__) && defined(__APPLE__)");
  CHECK(target_guard("i686-w64-windows-gnu") == "defined(__i386__) && defined(_WIN32)");
  CHECK(target_guard("riscv64-unknown-elf") == "defined(__riscv) && __riscv_xlen == 64");
  CHECK_THROWS_WITH(target_guard("hexagon-unknown-elf"),
                    Catch::Contains("hexagon-unknown-elf; emit assertions for another target"));
}

TEST_CASE("a type is spelled with its tag, unless a typedef gives it its name",
          "[layoutcheck][asserts]") {
  const auto spelled = [](const Record& record, Language language) {
    return type_spelling(record, language, NamedFrom::another_unit).text;
  };
  CHECK(spelled(named("net::Ring<int>", "c:@N@net@S@Ring>#I"), Language::cpp) ==
        "struct ::net::Ring<int>");
  CHECK(spelled(named("packet", "c:@S@packet"), Language::c) == "struct packet");
  CHECK(spelled(named("queue", "c:@SA@queue"), Language::c) == "queue");
  CHECK(spelled(named("net::queue", "c:@N@net@SA@queue"), Language::cpp) == "::net::queue");
}

TEST_CASE("what no other unit can name has a reason", "[layoutcheck][asserts]") {
  const auto reason = [](const std::string& name, NamedFrom from) {
    return type_spelling(named(name, "c:@S@x"), Language::cpp, from).why_not;
  };
  CHECK(reason("(anonymous namespace)::A", NamedFrom::another_unit) ==
        "it is in an unnamed namespace");
  CHECK(reason("(anonymous namespace)::A", NamedFrom::same_unit) == "");
  CHECK(reason("f()::A", NamedFrom::same_unit) == "it is local to a function");
  CHECK(reason("(lambda)", NamedFrom::same_unit) == "a lambda is part of its name");
  CHECK(reason("Ring<(lambda)>", NamedFrom::same_unit) == "a lambda is part of its name");
  CHECK(reason("A::(anonymous union)", NamedFrom::same_unit) == "it has no name");
  const Record argument = named("Ring<Local>", "c:@S@Ring>#$c:@F@f#@S@Local");
  CHECK(type_spelling(argument, Language::cpp, NamedFrom::same_unit).why_not ==
        "something local to a function is part of its name");
}

TEST_CASE("messages of assertions are string literals whatever a name holds",
          "[layoutcheck][asserts]") {
  const Assertion assertion{"x", "sizeof(A)", 4, "A<'\"', '\\n'>"};
  CHECK(assertion_text(assertion, Language::c, 1) ==
        "_Static_assert(sizeof(A) == 4, \"A<'\\\"', '\\\\n'>\");\n");
}

TEST_CASE("sources are not included, headers of any name are", "[layoutcheck][asserts]") {
  CHECK_FALSE(is_includable("a/b.cpp"));
  CHECK_FALSE(is_includable("b.c"));
  CHECK(is_includable("b.h"));
  CHECK(is_includable("/usr/include/c++/12/vector"));
  CHECK(is_includable("b.inl"));
}

}  // namespace layoutcheck
