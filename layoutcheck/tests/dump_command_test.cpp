// SPDX-License-Identifier: MIT
#include <algorithm>
#include <filesystem>
#include <regex>
#include <sstream>

#include <catch2/catch.hpp>

#include "layoutcheck/tests/program_run.h"
#include "layoutcheck/tests/temporary_folder.h"

namespace layoutcheck {
namespace {

using Words = std::vector<std::string>;

const std::string kRing = "layoutcheck/tests/inputs/ring.cpp";
const std::string kShapes = "layoutcheck/tests/inputs/shapes.h";

ProgramRun dump(Words arguments, const Words& flags = {"-std=c++20", "-I."}) {
  arguments.insert(arguments.begin(), "dump");
  arguments.push_back("--");
  arguments.insert(arguments.end(), flags.begin(), flags.end());
  return run_program(arguments);
}

std::size_t widest_line(const std::string& text) {
  std::size_t widest = 0;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) widest = std::max(widest, line.size());
  return widest;
}

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

/// It is one line on standard error, says `part`, and nothing was written.
void check_refused(const ProgramRun& run, const std::string& part) {
  CHECK(run.exit_code == 2);
  CHECK(run.output == "");
  CAPTURE(run.errors);
  CHECK(contains(run.errors, part));
  CHECK(run.errors.starts_with("layoutcheck: "));
  CHECK(std::count(run.errors.begin(), run.errors.end(), '\n') == 1);
}

}  // namespace

TEST_CASE("dump draws every type of a file", "[layoutcheck][dump]") {
  const ProgramRun run = dump({kRing});
  CHECK(run.exit_code == 0);
  CHECK(run.errors == "");
  CHECK(widest_line(run.output) <= 100);
  check_golden("dump_ring.txt", run.output);
}

TEST_CASE("dump draws lines of several sizes, and the members of members", "[layoutcheck][dump]") {
  const ProgramRun run = dump({"HasDiamond", "Derived", "Anonymous", "Arrays", kShapes, "--expand",
                               "--line-size", "64", "--line-size", "16"});
  CHECK(run.exit_code == 0);
  CHECK(widest_line(run.output) <= 100);
  check_golden("dump_expanded.txt", run.output);
}

TEST_CASE("dump draws records of every kind", "[layoutcheck][dump]") {
  const ProgramRun run = dump({"shapes::*", kShapes});
  CHECK(run.exit_code == 0);
  CHECK(widest_line(run.output) <= 100);
  check_golden("dump_shapes.txt", run.output);
}

TEST_CASE("dump writes json", "[layoutcheck][dump]") {
  const ProgramRun run =
      dump({"BitFields", "Derived", "HasDiamond", "Arrays", kShapes, "--format", "json"});
  CHECK(run.exit_code == 0);
  // How many types the standard library adds is not ours to say.
  const std::regex seen("\"seen\": [1-9][0-9]*");
  check_golden("dump_shapes.json", std::regex_replace(run.output, seen, "\"seen\": \"...\""));
}

TEST_CASE("several formats go to several places", "[layoutcheck][dump]") {
  const TemporaryFolder folder;
  const std::string file = folder.path("ring.json");
  const ProgramRun run = dump({"Ring", kRing, "--format", "text", "--format", "json=" + file});
  CHECK(run.exit_code == 0);
  CHECK(contains(run.output, "struct net::Ring<int>"));
  CHECK(contains(read_text(file), "\"name\": \"net::Ring<int>\""));
  CHECK(std::distance(std::filesystem::directory_iterator(folder.path()), {}) == 1);
}

TEST_CASE("a type that nothing matches is exit code 3", "[layoutcheck][dump]") {
  const ProgramRun run = dump({"NoSuchType", kRing});
  CHECK(run.exit_code == 3);
  CHECK(run.errors == "layoutcheck: no type matched; '*' as type lists all that the units know\n");
}

TEST_CASE("a unit that cannot be read is exit code 3, and the others are shown",
          "[layoutcheck][dump]") {
  const TemporaryFolder folder;
  const std::string bad = folder.write("bad.cpp", "struct S {\n  Unknown x;\n};\n");
  const ProgramRun run = dump({"Ring", kRing, bad});
  CHECK(run.exit_code == 3);
  CHECK(run.errors ==
        "layoutcheck: cannot read " + bad + ": " + bad + ":2:3: unknown type name 'Unknown'\n");
  CHECK(contains(run.output, "struct net::Ring<int>"));
}

TEST_CASE("a unit that crashes clang is exit code 3, and the others are shown",
          "[layoutcheck][dump]") {
  const TemporaryFolder folder;
  const std::string crash = folder.write("crash.cpp", "#pragma clang __debug crash\n");
  const std::string fatal = folder.write("fatal.cpp", "#pragma clang __debug llvm_fatal_error\n");
  const ProgramRun run = dump({"Ring", crash, fatal, kRing});
  CHECK(run.exit_code == 3);
  CHECK(contains(run.errors, "cannot read " + crash + ": clang crashed on it\n"));
  CHECK(contains(run.errors, "cannot read " + fatal + ": clang crashed on it\n"));
  CHECK(contains(run.output, "struct net::Ring<int>"));
}

TEST_CASE("a file that does not exist is exit code 3 with the reason", "[layoutcheck][dump]") {
  const ProgramRun run = dump({"/nowhere/a.cpp"});
  CHECK(run.exit_code == 3);
  CHECK(run.errors == "layoutcheck: cannot read /nowhere/a.cpp: the file does not exist\n");
}

TEST_CASE("dump reads a compilation database", "[layoutcheck][dump]") {
  const TemporaryFolder folder;
  folder.write("one.cpp", "struct One { int x; };");
  folder.write("compile_commands.json",
               "[{\"directory\": \"" + folder.path() +
                   "\", \"file\": \"one.cpp\", \"command\": \"g++ -fno-such-flag -c one.cpp\"},"
                   "{\"directory\": \"" +
                   folder.path() + "\", \"file\": \"two.cpp\", \"command\": \"g++ -c two.cpp\"}]");
  const ProgramRun run = run_program({"dump", "-p", folder.path()});
  CHECK(run.exit_code == 3);
  CHECK(contains(run.output, "struct One\n"));
  CHECK(run.errors ==
        "layoutcheck: warning: dropped the compiler flag -fno-such-flag, which clang does not "
        "know\nlayoutcheck: cannot read " +
            folder.path("two.cpp") + ": the file does not exist\n");
  CHECK(run_program({"dump", "-p", folder.path(), folder.path("one.cpp")}).exit_code == 0);
}

TEST_CASE("a header of a build stands for the types that it defines", "[layoutcheck][dump]") {
  const TemporaryFolder folder;
  const std::string header = folder.write("include/net/ring.h",
                                          "#pragma once\n"
                                          "template <class T> struct Ring {\n"
                                          "  T slot; union { int a; };\n};\n");
  const std::string other = folder.write("include/other.h", "struct Other { int x; };\n");
  folder.write("one.cpp", "#include \"net/ring.h\"\nRing<int> one; struct Mine {};\n");
  folder.write("two.cpp", "#include \"net/ring.h\"\nRing<char> two;\n");
  folder.write("compile_commands.json",
               "[{\"directory\": \"" + folder.path() +
                   "\", \"file\": \"one.cpp\", \"command\": \"g++ -Iinclude -c one.cpp\"},"
                   "{\"directory\": \"" +
                   folder.path() +
                   "\", \"file\": \"two.cpp\", \"command\": \"g++ -Iinclude -c two.cpp\"}]");
  const ProgramRun both = run_program({"dump", "-p", folder.path(), header});
  CHECK(both.exit_code == 0);
  CHECK(contains(both.output, "struct Ring<int>\n"));
  CHECK(contains(both.output, "struct Ring<char>\n"));
  CHECK(contains(both.output, "dumped 2 types of 2 units"));
  const ProgramRun one = run_program({"dump", "-p", folder.path(), header, folder.path("one.cpp")});
  CHECK(contains(one.output, "dumped 1 type of 1 unit"));
  const ProgramRun named = run_program({"dump", "-p", folder.path(), header, "Ring<char>"});
  CHECK(contains(named.output, "dumped 1 type of 2 units"));
  const ProgramRun none = run_program({"dump", "-p", folder.path(), other});
  CHECK(none.exit_code == 3);
  CHECK(contains(none.errors, "no unit includes " + other + ", or it defines no such type\n"));
  check_refused(run_program({"check", "-p", folder.path(), header}), "check takes types and the");
}

TEST_CASE("bad input is one line that says what to do", "[layoutcheck][dump]") {
  const TemporaryFolder folder;
  check_refused(run_program({"dump", kRing}), "no compiler flags; name a build directory with -p");
  check_refused(run_program({"dump", "-p", folder.path()}), "No such file or directory; name the");
  check_refused(run_program({"dump", "-p", folder.path(), kRing, "--", "-O2"}), "give one of them");
  check_refused(run_program({"dump", "Ring", "--", "-O2"}), "no source file before it");
  check_refused(dump({kRing, "--no-such-option"}), "--no-such-option");
  check_refused(dump({kRing, "--format", "xml"}), "unknown format; there are text, json");
  check_refused(dump({kRing, "--format", "json", "--format", "text"}), "standard output is taken");
  check_refused(dump({kRing, "--format", "json="}), "names no file");
  check_refused(dump({kRing, "--format", "json=/nowhere/x.json"}), "/nowhere/x.json: cannot write");
  check_refused(dump({kRing, "--line-size", "48"}), "not a line size");
  check_refused(dump({kRing, "--line-size", "many"}), "many");
  check_refused(run_program({}), "no command; see layoutcheck --help");
  check_refused(run_program({"no-such-command"}), "no-such-command");
}

TEST_CASE("asking for the version or for help succeeds", "[layoutcheck][dump]") {
  const ProgramRun version = run_program({"--version"});
  CHECK(version.exit_code == 0);
  CHECK(version.output == "layoutcheck " LAYOUTCHECK_VERSION "\n");
  const ProgramRun help = run_program({"dump", "--help"});
  CHECK(help.exit_code == 0);
  CHECK(contains(help.output, "--line-size"));
}

}  // namespace layoutcheck
