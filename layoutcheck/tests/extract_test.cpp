// SPDX-License-Identifier: MIT
#include "layoutcheck/extract/extract.h"

#include <algorithm>

#include <catch2/catch.hpp>

#include "layoutcheck/extract/compile_commands.h"
#include "layoutcheck/tests/extraction.h"
#include "layoutcheck/tests/temporary_folder.h"

namespace layoutcheck {
namespace {

Unit unit_of(const std::string& text, const std::vector<std::string>& flags = {"-std=c++20"}) {
  const TemporaryFolder folder;
  return extract({command_with_flags(folder.write("unit.cpp", text), flags)}).units.at(0);
}

bool has_record(const Program& program, const std::string& name) {
  return std::any_of(program.records.begin(), program.records.end(),
                     [&](const Record& record) { return record.name == name; });
}

}  // namespace

TEST_CASE("local types and lambdas are read and named by their function",
          "[layoutcheck][extract]") {
  const Program program = read_source(R"(
    namespace net {
    inline auto serve(int port) {
      struct Session { int port; long bytes; };
      Session session{port, 0};
      return [session, more = 'x'] { return session.port + more; };
    }
    template <class T> void generic(T value) { struct Local { T value; } local{value}; }
    struct Server { void run() { struct Local { int x; } local; local.x = 0; } };
    inline void use() { serve(1); generic(2); generic('c'); }
    })");

  CHECK(record_named(program, "net::serve()::Session").size == 16);
  CHECK(record_named(program, "net::generic<int>()::Local").size == 4);
  CHECK(record_named(program, "net::generic<char>()::Local").size == 1);
  CHECK(record_named(program, "net::Server::run()::Local").size == 4);
  const Record& closure = record_named(program, "net::serve()::(lambda)");
  CHECK(closure.size == 24);
  CHECK_FALSE(closure.anonymous);
  CHECK(member_named(closure, "session").record);
  CHECK(member_named(closure, "more").offset_bits == 16 * 8);
}

TEST_CASE("inline namespaces are left out of names", "[layoutcheck][extract]") {
  const Program program = read_source("namespace a { inline namespace v2 { struct S {}; } }");
  record_named(program, "a::S");
}

TEST_CASE("a C unit is read as C", "[layoutcheck][extract]") {
  const Program program = read_source(R"(
    #include <stdatomic.h>
    typedef struct { int class; _Atomic(long) count; atomic_int number; atomic_flag flag; } Job;
    struct node { struct node *next; char name[]; };
    struct none {};)",
                                      {"-std=c11"}, "unit.c");
  const Record& job = record_named(program, "Job");
  CHECK_FALSE(job.anonymous);
  CHECK_FALSE(member_named(job, "class").atomic);
  CHECK(member_named(job, "count").atomic);
  CHECK(member_named(job, "number").atomic);
  CHECK(member_named(job, "flag").atomic);
  CHECK(member_named(record_named(program, "node"), "next").type == "struct node *");
  CHECK(record_named(program, "none").size == 0);
}

TEST_CASE("std::atomic is atomic and std::atomic_ref is not", "[layoutcheck][extract]") {
  const Program program = read_source(R"(
    #include <atomic>
    #include <memory>
    namespace mine { template <class T> struct atomic { T value; }; }
    struct S {
      std::atomic_long number;
      std::atomic_ref<int> reference;
      std::atomic<int>* pointer;
      mine::atomic<int> other;
      const std::atomic<bool> constant;
      _Atomic(int) c_style;
    };)");
  const Record& record = record_named(program, "S");
  CHECK(member_named(record, "number").atomic);
  CHECK_FALSE(member_named(record, "reference").atomic);
  CHECK_FALSE(member_named(record, "pointer").atomic);
  CHECK_FALSE(member_named(record, "other").atomic);
  CHECK(member_named(record, "constant").atomic);
  CHECK(member_named(record, "c_style").atomic);
}

TEST_CASE("system headers and compiler built-ins are marked", "[layoutcheck][extract]") {
  const Program program = read_source("#include <utility>\nstd::pair<int, char> pair;");
  CHECK(record_named(program, "std::pair<int, char>").in_system_header);
  CHECK(record_named(program, "__va_list_tag").in_system_header);
}

TEST_CASE("the target is that of the unit", "[layoutcheck][extract]") {
  const Program program =
      read_source("struct S { void* p; };", {"--target=aarch64-linux-gnu", "-ffreestanding"});
  CHECK(program.target.triple == "aarch64-unknown-linux-gnu");
  CHECK(program.target.line_sizes == std::vector<std::uint64_t>{64});
}

TEST_CASE("a unit for another target is refused", "[layoutcheck][extract]") {
  const TemporaryFolder folder;
  const std::string file = folder.write("unit.cpp", "struct S { void* p; };");
  const Program program = extract({command_with_flags(file, {"--target=aarch64-linux-gnu"}),
                                   command_with_flags(file, {"--target=i686-linux-gnu"})});
  REQUIRE(program.units.size() == 2);
  CHECK(program.units[0].parsed);
  CHECK_FALSE(program.units[1].parsed);
  CHECK(program.units[1].reason ==
        "it is for i686-unknown-linux-gnu and the units before it for aarch64-unknown-linux-gnu; "
        "check each target in a run of its own");
  CHECK(record_named(program, "S").size == 8);
}

TEST_CASE("a unit with an error is not read, and the first error says why",
          "[layoutcheck][extract]") {
  const TemporaryFolder folder;
  const std::string file =
      folder.write("unit.cpp", "struct Good { int x; };\nstruct Bad {\n  Unknown y;\n};\n??");
  const Program program = extract({command_with_flags(file, {})});
  CHECK_FALSE(program.units.at(0).parsed);
  CHECK(program.units.at(0).reason == file + ":3:3: unknown type name 'Unknown'");
  CHECK_FALSE(has_record(program, "Good"));
}

TEST_CASE("a folder is no unit", "[layoutcheck][extract]") {
  const TemporaryFolder folder;
  CHECK(extract({command_with_flags(folder.path(), {})}).units.at(0).reason == "it is not a file");
}

TEST_CASE("a missing include is the reason", "[layoutcheck][extract]") {
  const Unit unit = unit_of("#include \"nowhere.h\"\n");
  CHECK_FALSE(unit.parsed);
  CHECK(unit.reason.find("unit.cpp:1:10: 'nowhere.h' file not found") != std::string::npos);
}

TEST_CASE("a missing file is the reason", "[layoutcheck][extract]") {
  const Program program = extract({command_with_flags("/nowhere/a.cpp", {})});
  CHECK_FALSE(program.units.at(0).parsed);
  CHECK(program.units.at(0).reason == "the file does not exist");
}

TEST_CASE("a flag that clang does not know is dropped and named", "[layoutcheck][extract]") {
  const Program program = read_source(
      "struct S { int x; };", {"-fno-gnu-unknown-thing", "-mno-such-machine", "-O2", "-Wno-odd"});
  record_named(program, "S");
  CHECK(program.warnings ==
        std::vector<std::string>{
            "dropped the compiler flag -fno-gnu-unknown-thing, which clang does not know",
            "dropped the compiler flag -mno-such-machine, which clang does not know"});
}

TEST_CASE("a wrong value of a flag that clang knows is an error", "[layoutcheck][extract]") {
  const Unit unit = unit_of("struct S {};", {"-std=c++99"});
  CHECK_FALSE(unit.parsed);
  CHECK(unit.reason == "invalid value 'c++99' in '-std=c++99'");
}

TEST_CASE("warnings never stop a unit", "[layoutcheck][extract]") {
  const Unit unit = unit_of("int f() { int unused; char c{300}; return c; }\n#warning odd\n",
                            {"-Wall", "-Werror", "-Werror=unused", "-pedantic-errors"});
  CHECK(unit.reason == "");
}

TEST_CASE("a unit that uses modules is not read", "[layoutcheck][extract]") {
  CHECK(unit_of("struct S {};", {"-fmodules-ts"}).reason ==
        "it is compiled with -fmodules-ts, and C++ modules cannot be read yet");
}

TEST_CASE("precompiled headers are replaced by the headers themselves", "[layoutcheck][extract]") {
  const TemporaryFolder folder;
  const std::string header = folder.write("all.h", "struct FromHeader { int x; };");
  folder.write("all.h.gch", "made by another compiler");
  folder.write("all.h.pch", "made by another compiler");
  const std::vector<std::vector<std::string>> spellings = {
      {"-Winvalid-pch", "-include", header},
      {"-Xclang", "-include-pch", "-Xclang", header + ".pch", "-Xclang", "-include", "-Xclang",
       header},
      {"-include-pch", header + ".pch", "-include", header}};
  for (const auto& flags : spellings) {
    const Program program = read_source("FromHeader f;", flags);
    record_named(program, "FromHeader");
  }
}

TEST_CASE("what the units have in common is kept once", "[layoutcheck][extract]") {
  const TemporaryFolder folder;
  folder.write("ring.h", "template <class T> struct Ring { T value; };");
  const std::string one = folder.write("one.cpp", "#include \"ring.h\"\nRing<int> a;");
  const std::string two =
      folder.write("two.cpp", "#include \"./ring.h\"\nRing<int> b; Ring<char> c;");
  const Program program = extract({command_with_flags(one, {}), command_with_flags(two, {})});
  record_named(program, "Ring<int>");
  record_named(program, "Ring<char>");
  CHECK(program.units.size() == 2);
}

}  // namespace layoutcheck
