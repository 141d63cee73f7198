// SPDX-License-Identifier: MIT
#include <cstdlib>
#include <filesystem>

#include <catch2/catch.hpp>

#include "layoutcheck/tests/compiler.h"
#include "layoutcheck/tests/program_run.h"
#include "layoutcheck/tests/temporary_folder.h"

namespace layoutcheck {
namespace {

using Words = std::vector<std::string>;

const std::string kSource = R"(
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
 public:
  Account() : cents(0), target(currency) {}
 private:
  char& target;
};
template <class T, int Count> struct Block { T first; char rest[Count]; unsigned bits : 3; };
}
namespace { struct Hidden { int x; }; }
bank::Block<bank::Account, 3> block;
Hidden hidden;
int use() { struct Local { char c; } local{1}; return local.c + hidden.x; }
)";

ProgramRun confirm(Words arguments, const Words& flags = {"-std=c++17"}) {
  arguments.insert(arguments.begin(), "confirm");
  arguments.push_back("--");
  arguments.insert(arguments.end(), flags.begin(), flags.end());
  return run_program(arguments);
}

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

/// Builds an object with g++ and returns its path.
std::string build(const TemporaryFolder& folder, const std::string& source,
                  const std::string& flags) {
  std::string object = folder.path("unit.o");
  const std::string command = "cd " + folder.path() + " && " + LAYOUTCHECK_GCC + " -std=c++17 " +
                              flags + " -c " + source + " -o " + object;
  REQUIRE(std::system(command.c_str()) == 0);
  return object;
}

/// Makes programs put their temporary files into a folder of this test alone.
class OwnTemporaryFiles {
 public:
  OwnTemporaryFiles() { setenv("TMPDIR", folder_.path().c_str(), /*overwrite=*/1); }
  ~OwnTemporaryFiles() { unsetenv("TMPDIR"); }
  OwnTemporaryFiles(const OwnTemporaryFiles&) = delete;
  OwnTemporaryFiles& operator=(const OwnTemporaryFiles&) = delete;

  bool none_left() const { return std::filesystem::is_empty(folder_.path()); }

 private:
  TemporaryFolder folder_;
};

}  // namespace

TEST_CASE("confirm finds in a build's debug information what clang says",
          "[layoutcheck][confirm]") {
  const TemporaryFolder folder;
  const std::string source = folder.write("unit.cpp", kSource);
  for (const char* flags :
       {"-g", "-g -gdwarf-4 -fdebug-types-section", "-g -gsplit-dwarf", "-g -gz"}) {
    CAPTURE(flags);
    const std::string object = build(folder, source, flags);
    const ProgramRun run = confirm({"bank::*", "--binary", object, source});
    CAPTURE(run.output);
    CHECK(run.exit_code == 0);
    CHECK(contains(run.output, "confirmed bank::Account: 5 numbers\n"));
    CHECK(contains(run.output, "confirmed bank::Block<bank::Account, 3>: 4 numbers\n"));
    CHECK(contains(run.output, ": 4 confirmed, 0 different"));
  }
}

TEST_CASE("confirm says which field of a build lies elsewhere", "[layoutcheck][confirm]") {
  const TemporaryFolder folder;
  const std::string source = folder.write("unit.cpp", kSource);
  const std::string object = build(folder, source, "-g -fpack-struct=4");
  const ProgramRun run = confirm({"--binary", object, source});
  CAPTURE(run.output);
  CHECK(run.exit_code == 1);
  CHECK(contains(run.output, source + ":3: error: bank::Entry is laid out differently by " +
                                 object +
                                 "\n  size: 16 bytes there, 24 bytes in clang's parse\n"
                                 "  number: byte 12 there, byte 16 in clang's parse\n"));
}

TEST_CASE("confirm says which types a build leaves out, and which only it has",
          "[layoutcheck][confirm]") {
  const TemporaryFolder folder;
  const std::string source =
      folder.write("unit.cpp",
                   "struct Used { int a; } used;\nstruct Unused { int b; };\n"
                   "#ifndef SECOND\nstruct Third { int c; } third;\n#endif\n");
  const std::string object = build(folder, source, "-g");
  const ProgramRun run = confirm({"--binary", object, source}, {"-DSECOND"});
  CAPTURE(run.output);
  CHECK(run.exit_code == 0);
  CHECK(contains(run.output,
                 "not compared: 1 type: the debug information has no such type; compilers leave "
                 "out what nothing uses\n  for example Unused\n"));
  CHECK(contains(run.output, "not compared: 1 record of " + object +
                                 ": clang has none of that name\n  for example Third\n"));
  CHECK(confirm({"Unused", "--binary", object, source}).exit_code == 3);
  CHECK(confirm({"Used", "Unused", "--binary", object, source}).exit_code == 3);
  CHECK(confirm({"Used", "--binary", object, source}).exit_code == 0);
}

TEST_CASE("confirm asks a compiler for the same numbers", "[layoutcheck][confirm]") {
  const TemporaryFolder folder;
  const std::string source = folder.write("unit.cpp", kSource);
  const OwnTemporaryFiles temporary;
  for (const std::string& compiler : cpp_compilers()) {
    const ProgramRun run =
        confirm({"*", "--compiler", compiler, source},
                {"-std=c++17", "-Wall", "-Werror", "-MD", "-MF", "x.d", "-c", "-o", "x.o"});
    CAPTURE(compiler, run.output, run.errors);
    CHECK(run.exit_code == 0);
    CHECK(contains(run.output, "confirmed bank::Entry: 4 numbers\n"));
    CHECK(contains(run.output, "confirmed bank::Entry::Stamp: 4 numbers\n"));
    CHECK(contains(run.output, "confirmed bank::Account: 8 numbers\n"));
    CHECK(contains(run.output, "confirmed (anonymous namespace)::Hidden: 3 numbers\n"));
    CHECK(contains(run.output, "type: it is local to a function\n  for example use()::Local\n"));
    CHECK(contains(run.output, "not compared: 1 field: offsetof takes no bit-field\n"));
  }
  CHECK(temporary.none_left());
}

TEST_CASE("confirm says what another compiler lays out differently", "[layoutcheck][confirm]") {
  const TemporaryFolder folder;
  const std::string source =
      folder.write("unit.cpp",
                   "struct Same { int x; };\n"
                   "#ifdef __clang__\nstruct Odd { long a; int b; private: int c; };\n"
                   "#else\nstruct Odd { int a; int b; private: long d; int c; };\n#endif\n"
                   "#ifdef __clang__\nstruct Ours { int a; };\n#endif\n");
  const ProgramRun run = confirm({"--compiler", LAYOUTCHECK_GCC, source});
  CAPTURE(run.output);
  CHECK(run.exit_code == 1);
  CHECK(contains(run.output, "unit.cpp:3: error: Odd is laid out differently by " LAYOUTCHECK_GCC
                             "\n  size: 24 bytes there, 16 bytes in clang's parse\n"
                             "  b: byte 4 there, byte 8 in clang's parse\n"
                             "  c: byte 16 there, byte 12 in clang's parse\n"));
  CHECK(contains(run.output, "for example Ours\n"));
  CHECK(contains(run.output, ": 1 confirmed, 1 different, 1 not compared\n"));
}

TEST_CASE("confirm compares C with a C compiler", "[layoutcheck][confirm]") {
  const TemporaryFolder folder;
  const std::string source = folder.write("unit.c",
                                          "struct packet { char kind; union { long id; }; };\n"
                                          "typedef struct { struct packet p; int n; } queue;\n"
                                          "queue q;\n");
  const ProgramRun run = confirm({"--compiler", LAYOUTCHECK_GCC, source}, {"-std=c11"});
  CAPTURE(run.output);
  CHECK(run.exit_code == 0);
  CHECK(contains(run.output, ": 2 confirmed, 0 different, 0 not compared\n"));
  const ProgramRun packed = confirm({"--compiler", "no-such-compiler", source}, {"-std=c11"});
  CHECK(packed.exit_code == 2);
  CHECK(contains(packed.errors, "no-such-compiler: No such file or directory; name a program"));
}

TEST_CASE("confirm takes the flags of a build's database, whatever its compiler is called",
          "[layoutcheck][confirm]") {
  const TemporaryFolder folder;
  folder.write("include/a.h", "struct A { char c; int x; };\n");
  folder.write("a.cpp", "#include \"a.h\"\nA a;\n");
  for (const char* compiler : {"g++", "ccache g++", "x86_64-linux-gnu-g++", "/usr/bin/c++"}) {
    folder.write("compile_commands.json", "[{\"directory\": \"" + folder.path() +
                                              "\", \"file\": \"a.cpp\", \"command\": \"" +
                                              compiler +
                                              " -Iinclude -MD -MF a.d -o a.o -c a.cpp\"}]");
    for (const std::string& asked : cpp_compilers()) {
      const ProgramRun run =
          run_program({"confirm", "-p", folder.path(), "--compiler", asked, "A"});
      CAPTURE(compiler, asked, run.output, run.errors);
      CHECK(run.exit_code == 0);
      CHECK(contains(run.output, "confirmed A: 4 numbers\n"));
    }
  }
  CHECK_FALSE(std::filesystem::exists(folder.path("a.o")));
  CHECK_FALSE(std::filesystem::exists(folder.path("a.d")));
}

TEST_CASE("a unit that the compiler refuses confirms nothing", "[layoutcheck][confirm]") {
  const TemporaryFolder folder;
  const std::string source = folder.write(
      "unit.cpp", "#ifndef __clang__\n#error not for this one\n#endif\nstruct S { int x; };\n");
  const ProgramRun run = confirm({"--compiler", LAYOUTCHECK_GCC, source});
  CAPTURE(run.output);
  CHECK(run.exit_code == 3);
  CHECK(contains(run.output, "type: the compiler does not compile it: #error not for this one\n"));
}

TEST_CASE("a compiler that does not see a false assertion confirms nothing",
          "[layoutcheck][confirm]") {
  const TemporaryFolder folder;
  const std::string plain = folder.write("plain.cpp", "struct S { int x; };\n");
  const ProgramRun blind = confirm({"S", "--compiler", "true", plain});
  CAPTURE(blind.output, blind.errors);
  CHECK(blind.exit_code == 3);
  CHECK(contains(blind.output, "0 confirmed, 0 different, 1 not compared\n"));
  CHECK(contains(blind.errors, "true accepts an assertion that must fail"));

  const std::string macro = "struct S { int x; };\n#define ";
  for (const char* definition :
       {"static_assert(...)", "_Static_assert(a, b)", "sizeof(x) 4", "alignof(x) 4"}) {
    const bool in_c = definition[0] == '_';
    const std::string source =
        folder.write(in_c ? "hidden.c" : "hidden.cpp", macro + definition + '\n');
    for (const std::string& compiler : cpp_compilers()) {
      const ProgramRun run = confirm({"S", "--compiler", compiler, source}, {"-w"});
      CAPTURE(definition, compiler, run.output, run.errors);
      CHECK(run.exit_code == 3);
      CHECK(contains(run.output, "0 confirmed, 0 different, 1 not compared\n"));
      CHECK(contains(run.errors, "a keyword that the assertions need is a macro"));
    }
  }
}

TEST_CASE("a type that units lay out differently is compared in each of them",
          "[layoutcheck][confirm]") {
  const TemporaryFolder folder;
  folder.write("s.h",
               "#ifdef WIDE\n#ifdef __clang__\nstruct S { long x; };\n#else\n"
               "struct S { long x, y; };\n#endif\n#else\nstruct S { int x; };\n#endif\n");
  folder.write("one.cpp", "#include \"s.h\"\n");
  folder.write("two.cpp", "#define WIDE\n#include \"s.h\"\n");
  const ProgramRun run =
      confirm({"S", "--compiler", LAYOUTCHECK_GCC, folder.path("one.cpp"), folder.path("two.cpp")});
  CAPTURE(run.output, run.errors);
  CHECK(run.exit_code == 1);
  CHECK(contains(run.output, "size: 16 bytes there, 8 bytes in clang's parse\n"));
  CHECK(contains(run.output, ": 1 confirmed, 1 different, 0 not compared\n"));
}

TEST_CASE("a unit that the compiler refuses is named, whatever another one confirmed",
          "[layoutcheck][confirm]") {
  const TemporaryFolder folder;
  const std::string good = folder.write("good.cpp", "struct Good { int x; };\n");
  const std::string bad = folder.write(
      "bad.cpp", "#ifndef __clang__\n#error not for this one\n#endif\nstruct Bad { int x; };\n");
  const ProgramRun run = confirm({"--compiler", LAYOUTCHECK_GCC, good, bad});
  CAPTURE(run.output, run.errors);
  CHECK(run.exit_code == 3);
  CHECK(contains(run.output, ": 1 confirmed, 0 different, 1 not compared\n"));
  CHECK(contains(run.errors, "bad.cpp: the compiler does not compile it: #error not for this one"));
}

TEST_CASE("confirm writes json", "[layoutcheck][confirm]") {
  const TemporaryFolder folder;
  const std::string source = folder.write("unit.cpp", kSource);
  const ProgramRun run =
      confirm({"Block", "--compiler", LAYOUTCHECK_GCC, source, "--format", "json"});
  CHECK(run.exit_code == 0);
  CHECK(contains(run.output, "\"kind\": \"compiler\""));
  CHECK(contains(run.output, "\"verdict\": \"confirmed\""));
  CHECK(contains(run.output, "\"reason\": \"offsetof takes no bit-field\""));
}

TEST_CASE("evidence that is none is one line that says what to do", "[layoutcheck][confirm]") {
  const TemporaryFolder folder;
  const std::string source = folder.write("unit.cpp", kSource);
  const std::string bare = build(folder, source, "-g0");
  const auto check_refused = [](const ProgramRun& run, const std::string& part) {
    CAPTURE(run.errors);
    CHECK(run.exit_code == 2);
    CHECK(run.output == "");
    CHECK(contains(run.errors, part));
  };
  check_refused(confirm({"--binary", bare, source}), "no debug information about types; build it");
  check_refused(confirm({"--binary", source, source}), "name an executable, a shared library or");
  check_refused(confirm({"--binary", "/nowhere", source}), "/nowhere: ");
  check_refused(confirm({source}), "give one of them");
  check_refused(confirm({"--compiler", "g++", "-j", "2", source}), "leave out -j");
  check_refused(confirm({"--compiler", "g++", "--line-size", "64", source}), "--line-size");
  check_refused(confirm({"--binary", bare, "--compiler", "g++", source}), "give one of them");
}

}  // namespace layoutcheck
