// SPDX-License-Identifier: MIT
#include <filesystem>

#include <catch2/catch.hpp>

#include "layoutcheck/tests/compiler.h"
#include "layoutcheck/tests/program_run.h"
#include "layoutcheck/tests/temporary_folder.h"

namespace layoutcheck {
namespace {

using Words = std::vector<std::string>;

const std::string kStrict =
    "-std=c++17 -Wall -Wextra -Wno-unused-private-field -Wshadow -Wconversion -Wold-style-cast "
    "-Werror ";

const std::string kAccount = R"(#pragma once
namespace bank {
class Entry {
  struct Stamp { short day; long minute; };
 protected:
  Stamp stamp;
 private:
  int number;
};
class Account : Entry {
  char currency;
  union { long cents; double other; };
  struct { short branch; };
 public:
  Account() : cents(0), target(currency) {}
 private:
  char& target;
};
template <class T, int Count> struct Block { T first; char rest[Count]; };
inline Block<Account, 3> block;
}
)";

ProgramRun emit(Words arguments, const Words& flags = {"-std=c++17"}) {
  arguments.insert(arguments.begin(), "emit-asserts");
  arguments.push_back("--");
  arguments.insert(arguments.end(), flags.begin(), flags.end());
  return run_program(arguments);
}

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

void check_compiles(const std::string& file, const std::string& flags) {
  for (const std::string& compiler : cpp_compilers()) {
    const Compilation compilation = compile(compiler, file, flags);
    CAPTURE(compiler, compilation.errors);
    CHECK(compilation.succeeded);
    CHECK(compilation.errors == "");
  }
}

/// Every compiler refuses the file and says `part`.
void check_rejected(const std::string& file, const std::string& part) {
  for (const std::string& compiler : cpp_compilers()) {
    const Compilation compilation = compile(compiler, file);
    CAPTURE(compiler, compilation.errors);
    CHECK_FALSE(compilation.succeeded);
    CHECK(contains(compilation.errors, part));
  }
}

}  // namespace

TEST_CASE("assertions hold under g++ and clang++ for records of every kind",
          "[layoutcheck][emit-asserts]") {
  const TemporaryFolder folder;
  const std::string file = folder.path("asserts.cpp");
  const ProgramRun run =
      emit({"shapes::*", "layoutcheck/tests/inputs/shapes.h", "-o", file}, {"-std=c++20", "-I."});
  CHECK(run.exit_code == 0);
  CHECK(run.errors == "");
  CHECK(run.output == "wrote 133 assertions about 33 types to " + file +
                          "; not asserted: 11, with reasons in the file\n");
  CHECK(contains(read_text(file), "#include \"layoutcheck/tests/inputs/shapes.h\""));
  check_compiles(file, "-std=c++20 -Wall -Wextra -Werror -I" LAYOUTCHECK_SOURCE_DIR);
}

TEST_CASE("private, protected, inherited and anonymous members are asserted without any flag",
          "[layoutcheck][emit-asserts]") {
  const TemporaryFolder folder;
  const std::string header = folder.write("account.h", kAccount);
  const std::string file = folder.path("asserts.cpp");
  CHECK(emit({"bank::*", header, "-o", file}).exit_code == 0);
  const std::string text = read_text(file);
  for (const char* field :
       {"Entry::stamp", "Entry::number", "currency", "cents", "branch", "target"}) {
    CAPTURE(text, field);
    CHECK(contains(text, std::string("\"bank::Account: field ") + field + " must lie at byte "));
  }
  CHECK(contains(text, "sizeof(struct ::bank::Entry::Stamp)"));
  CHECK(contains(text, "struct ::bank::Block<bank::Account, 3>, rest"));
  check_compiles(file, kStrict);
}

TEST_CASE("a changed field breaks a build that has no layoutcheck", "[layoutcheck][emit-asserts]") {
  const TemporaryFolder folder;
  const std::string header = folder.write("account.h", kAccount);
  const std::string file = folder.path("asserts.cpp");
  REQUIRE(emit({"bank::*", header, "-o", file}).exit_code == 0);
  std::string changed = kAccount;
  changed.replace(changed.find("int number"), 3, "long");
  folder.write("account.h", changed);
  check_rejected(file, "bank::Account: field currency must lie at byte 20");
  check_rejected(file, "bank::Account: its size must be 48 bytes");
}

TEST_CASE("a header of assertions can be included, also beside another",
          "[layoutcheck][emit-asserts]") {
  const TemporaryFolder folder;
  const std::string header = folder.write("account.h", kAccount);
  CHECK(emit({"Account", header, "-o", folder.path("one.h")}).exit_code == 0);
  CHECK(emit({"Account", header, "-o", folder.path("two.h")}).exit_code == 0);
  check_compiles(folder.write("all.cpp", "#include \"one.h\"\n#include \"two.h\"\n"), kStrict);
}

TEST_CASE("types of C headers are asserted in C", "[layoutcheck][emit-asserts]") {
  const TemporaryFolder folder;
  folder.write(
      "packet.h",
      "#pragma once\n"
      "struct packet { unsigned char kind; union { long id; struct { short a, b; }; }; };\n"
      "typedef struct { struct packet first; char name[3]; } queue;\n"
      "int packet(void);\n");
  const std::string source = folder.write("packet.c", "#include \"packet.h\"\nqueue q;\n");
  const std::string file = folder.path("asserts.c");
  CHECK(emit({"packet", "queue", source, "-o", file}, {"-std=c11"}).exit_code == 0);
  CHECK(contains(read_text(file), "_Static_assert(__builtin_offsetof(struct packet, b) == 10"));
  CHECK(contains(read_text(file), "_Static_assert(sizeof(queue) == 24"));
  check_compiles(file, "-std=c11 -Wall -Wextra -Werror");
  folder.write("packet.h",
               "struct packet { long kind; long id; short a, b; };\n"
               "typedef struct { struct packet first; char name[3]; } queue;\n");
  check_rejected(file, "packet: field a must lie at byte 8");
}

TEST_CASE("a type of C may be asserted from C++, where a function has its name",
          "[layoutcheck][emit-asserts]") {
  const TemporaryFolder folder;
  const std::string header = folder.write("both.h", "struct both { int x; }; int both(int);\n");
  const std::string file = folder.path("asserts.cpp");
  CHECK(emit({"both", header, "-o", file}).exit_code == 0);
  check_compiles(file, "-Wall -Wextra -Werror");
}

TEST_CASE("what cannot be asserted stands in the file, counted and with its reason",
          "[layoutcheck][emit-asserts]") {
  const TemporaryFolder folder;
  const std::string header = folder.write("odd.h", R"(#pragma once
struct Root { long root; };
struct Odd : virtual Root { int plain; unsigned bits : 3; };
struct Outer { char count; };
struct Inner : Outer { int count; };
struct Method : Outer { char count() const; };
namespace { struct Hidden { int x; }; }
inline auto lambda = [] { struct Local { int x; } local{}; return local.x; };
inline Hidden hidden{lambda()};
)");
  const std::string file = folder.path("asserts.cpp");
  const ProgramRun run = emit({"*", header, "-o", file});
  CHECK(run.exit_code == 0);
  const std::string text = read_text(file);
  CAPTURE(text);
  CHECK(contains(text, "Odd: Root::root: it lies in a virtual base\n"));
  CHECK(contains(text, "Odd: bits: offsetof takes no bit-field\n"));
  CHECK(contains(text, "Inner: Outer::count: another field of that name hides it\n"));
  CHECK(contains(text, "Method: Outer::count: clang: "));
  CHECK(contains(text, "(anonymous namespace)::Hidden: it is in an unnamed namespace\n"));
  CHECK(contains(text, "(lambda): a lambda is part of its name\n"));
  CHECK(contains(text, "()::Local: "));
  CHECK(contains(text, "Not asserted: "));
  check_compiles(file, kStrict);
}

TEST_CASE("headers that template arguments need are included first",
          "[layoutcheck][emit-asserts]") {
  const TemporaryFolder folder;
  folder.write("include/net/message.h", "#pragma once\nstruct Message { int a; };\n");
  folder.write("include/net/ring.h", "#pragma once\ntemplate <class T> struct Ring { T slot; };\n");
  const std::string source = folder.write(
      "a.cpp", "#include <net/ring.h>\n#include <net/message.h>\nRing<Message> ring;\n");
  const ProgramRun run = emit({"Ring", source}, {"-I" + folder.path("include")});
  CHECK(run.exit_code == 0);
  CHECK(contains(run.output, "#include \"net/message.h\"\n#include \"net/ring.h\"\n"));
  CHECK(contains(run.errors, "wrote 3 assertions about 1 type\n"));
}

TEST_CASE("a header that needs another one before it is refused, until that is named",
          "[layoutcheck][emit-asserts]") {
  const TemporaryFolder folder;
  folder.write("first.h", "typedef long number;\n");
  folder.write("second.h", "struct Second { number x; };\n");
  const std::string source =
      folder.write("a.cpp", "#include \"first.h\"\n#include \"second.h\"\nSecond second;\n");
  const std::string file = folder.path("asserts.cpp");
  const ProgramRun refused = emit({"Second", source, "-o", file}, {"-I" + folder.path()});
  CHECK(refused.exit_code == 2);
  CHECK(contains(refused.errors, "unknown type name 'number'; name with --include what must"));
  CHECK_FALSE(std::filesystem::exists(file));
  CHECK(emit({"Second", source, "-o", file, "--include", "first.h"}, {"-I" + folder.path()})
            .exit_code == 0);
  check_compiles(file, kStrict + "-I" + folder.path());
}

TEST_CASE("without names, the types that declare contracts are asserted",
          "[layoutcheck][emit-asserts]") {
  const TemporaryFolder folder;
  const std::string header = folder.write("two.h",
                                          "#pragma once\n#include \"layoutcheck/annotations.h\"\n"
                                          "struct Plain { int x; };\n"
                                          "struct Declared { LAYOUT_GROUP(a) int x; };\n");
  const ProgramRun run = emit({header}, {"-I."});
  CHECK(run.exit_code == 0);
  CHECK(contains(run.output, "struct ::Declared"));
  CHECK_FALSE(contains(run.output, "struct ::Plain"));
}

TEST_CASE("a type that units lay out alike is asserted, one that they do not is not",
          "[layoutcheck][emit-asserts]") {
  const TemporaryFolder folder;
  folder.write("two.h",
               "#pragma once\n#ifdef WIDE\ntypedef long number;\n#else\ntypedef int number;\n"
               "#endif\nstruct Other { number x; };\nstruct Alike { char x;\n#ifdef WIDE\n"
               "  unsigned\n#endif\n  int y; };\n");
  folder.write("one.cpp", "#include \"two.h\"\n");
  folder.write("two.cpp", "#define WIDE\n#include \"two.h\"\n");
  const ProgramRun run = emit({"Other", "Alike", folder.path("one.cpp"), folder.path("two.cpp")},
                              {"-I" + folder.path()});
  CAPTURE(run.output, run.errors);
  CHECK(run.exit_code == 3);
  CHECK(contains(run.errors, "layoutcheck: not asserted: Other: it has several layouts, or"));
  CHECK(
      contains(run.output, " *   Other: it has several layouts, or shares its USR with another\n"));
  CHECK(contains(run.output, "Not asserted: 1."));
  CHECK(contains(run.errors, "wrote 4 assertions about 1 type;"));
}

TEST_CASE("another target is told so, in one error", "[layoutcheck][emit-asserts]") {
  const TemporaryFolder folder;
  const std::string header = folder.write("account.h", kAccount);
  const std::string file = folder.path("asserts.cpp");
  REQUIRE(emit({"bank::*", header, "-o", file}, {"--target=x86_64-pc-linux-gnu"}).exit_code == 0);
  const Compilation other =
      compile(LAYOUTCHECK_CLANG, file, "--target=aarch64-linux-gnu -std=c++17");
  CHECK_FALSE(other.succeeded);
  CHECK(contains(other.errors, "these layouts are those of x86_64-pc-linux-gnu; leave this file"));
  CHECK(contains(other.errors, "1 error generated"));
}

TEST_CASE("what asserts nothing is exit code 3 and writes nothing", "[layoutcheck][emit-asserts]") {
  const TemporaryFolder folder;
  const std::string source = folder.write("a.cpp", "struct Here { int x; };\n");
  const std::string header = folder.write("a.h", "#pragma once\nstruct There { int x; };\n");
  const std::string file = folder.path("asserts.cpp");
  const ProgramRun in_source = emit({"Here", source, "-o", file});
  CHECK(in_source.exit_code == 3);
  CHECK(in_source.errors ==
        "layoutcheck: not asserted: Here: it is defined in a source, which other files do not "
        "include\nlayoutcheck: nothing to assert, nothing written; name types that a header "
        "defines\n");
  CHECK(emit({header, "-o", file}).exit_code == 3);  // no contracts
  CHECK(emit({"NoSuchType", header, "-o", file}).exit_code == 3);
  CHECK_FALSE(std::filesystem::exists(file));

  const ProgramRun partly = emit({"There", "NoSuchType", header, "-o", file});
  CHECK(partly.exit_code == 3);
  CHECK(contains(partly.errors, "no type matched 'NoSuchType'"));
  CHECK(std::filesystem::exists(file));
}

TEST_CASE("a name whose types cannot be asserted is exit code 3, with the reason",
          "[layoutcheck][emit-asserts]") {
  const TemporaryFolder folder;
  const std::string header = folder.write("a.h",
                                          "#pragma once\nstruct There { int x; };\n"
                                          "namespace { struct Hidden { int x; }; }\n");
  const ProgramRun named = emit({"There", "Hidden", header, "-o", folder.path("asserts.cpp")});
  CAPTURE(named.output, named.errors);
  CHECK(named.exit_code == 3);
  CHECK(
      named.errors ==
      "layoutcheck: not asserted: (anonymous namespace)::Hidden: it is in an unnamed namespace\n");
  CHECK(contains(named.output, "wrote 3 assertions about 1 type"));
  CHECK(emit({"*", header, "-o", folder.path("asserts.cpp")}).exit_code == 0);
}

TEST_CASE("assertions that a macro could make hold are refused", "[layoutcheck][emit-asserts]") {
  const TemporaryFolder folder;
  const std::string header = folder.write("a.h", "#pragma once\nstruct There { int x; };\n");
  const std::string file = folder.path("asserts.cpp");
  REQUIRE(emit({"There", header, "-o", file}).exit_code == 0);
  folder.write("a.h", "struct There { int x, y; };\n#define static_assert(...)\n");
  check_rejected(file, "a keyword that the assertions need is a macro");

  const std::string in_c = folder.path("asserts.c");
  const std::string source = folder.write("b.c", "#include \"b.h\"\n");
  folder.write("b.h", "struct there { int x; };\n");
  REQUIRE(emit({"there", source, "-o", in_c}, {"-std=c11"}).exit_code == 0);
  folder.write("b.h", "struct there { int x, y; };\n#define _Static_assert(a, b)\n");
  check_rejected(in_c, "a keyword that the assertions need is a macro");
}

TEST_CASE("a file that cannot be written is one line", "[layoutcheck][emit-asserts]") {
  const TemporaryFolder folder;
  const std::string header = folder.write("a.h", "#pragma once\nstruct There { int x; };\n");
  const ProgramRun run = emit({"There", header, "-o", folder.path("no/folder/a.cpp")});
  CHECK(run.exit_code == 2);
  CHECK(contains(run.errors, "cannot write it; name a file in a folder that exists"));
}

}  // namespace layoutcheck
