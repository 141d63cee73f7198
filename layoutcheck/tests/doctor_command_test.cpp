// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>

#include "layoutcheck/tests/program_run.h"
#include "layoutcheck/tests/temporary_folder.h"

namespace layoutcheck {
namespace {

bool says(const ProgramRun& run, const std::string& text) {
  return run.output.find(text) != std::string::npos;
}

}  // namespace

TEST_CASE("doctor plants a violation in each language, and sees it", "[layoutcheck][doctor]") {
  const TemporaryFolder folder;
  folder.write("a.c",
               "struct a { long x; /* layoutcheck: group(one) */\n"
               "  long y; /* layoutcheck: group(two) */ };\n");
  folder.write("b.cpp", "struct B {};\n");
  const ProgramRun run = run_program({"doctor", "a.c", "b.cpp", "--"}, folder.path());
  CHECK(run.exit_code == 0);
  CHECK(run.output ==
        "ok    compile commands: 2 units\n"
        "ok    units: all 2 parse\n"
        "ok    flags: clang knows all of them\n"
        "ok    configuration: no .layoutcheck here or above; the defaults hold\n"
        "ok    contracts: 1 in 2 types\n"
        "ok    planted: three violations were found, and their mended twins proved, with the "
        "flags of a.c\n"
        "ok    planted: three violations were found, and their mended twins proved, with the "
        "flags of b.cpp\n"
        "layoutcheck sees what it should\n");
}

TEST_CASE("doctor says what a check would miss", "[layoutcheck][doctor]") {
  const TemporaryFolder folder;
  folder.write("unit.cpp", "struct B { int x; };\n");
  folder.write("broken.cpp", "#include \"generated.h\"\n");

  const ProgramRun nothing = run_program({"doctor", "unit.cpp", "--"}, folder.path());
  CHECK(nothing.exit_code == 3);
  CHECK(says(nothing, "FAIL  contracts: none in 1 type\n"));

  const ProgramRun broken = run_program({"doctor", "unit.cpp", "broken.cpp", "--"}, folder.path());
  CHECK(broken.exit_code == 3);
  CHECK(says(broken, "FAIL  units: 1 of 2 do not parse\n      broken.cpp:1:10: "));
  CHECK(says(broken, "build the project once"));

  folder.write(".layoutcheck", "contracts: [{type: B, groups: {a: x}, pins: {y: 0}}]\n");
  const ProgramRun unbound = run_program({"doctor", "unit.cpp", "--"}, folder.path());
  CHECK(unbound.exit_code == 3);
  CHECK(says(unbound, ".layoutcheck:1: 'B' has no field 'y'; its fields are x\n"));

  const ProgramRun unread = run_program({"doctor", "broken.cpp", "--"}, folder.path());
  CHECK(unread.exit_code == 3);
  CHECK(says(unread, "FAIL  planted: nothing, for no unit parses\n"));
}

TEST_CASE("doctor finds out that flags hide a violation", "[layoutcheck][doctor]") {
  const TemporaryFolder folder;
  folder.write("unit.cpp", "struct B { int x; };\n");
  // What this does to the source, a compiler wrapper could do as well.
  const ProgramRun run =
      run_program({"doctor", "unit.cpp", "--", "-Dannotate(...)=unused"}, folder.path());
  CHECK(run.exit_code == 1);
  CHECK(says(run,
             "FAIL  planted: the violation that was planted by annotation was not seen with "
             "the flags of unit.cpp\n"));
}

TEST_CASE("doctor judges by the rules of the configuration, and reads the lock",
          "[layoutcheck][doctor]") {
  const TemporaryFolder folder;
  folder.write("unit.cpp", "struct B { int x;  // layoutcheck: group(a)\n};\n");
  folder.write(".layoutcheck", "checks: ['-isolation']\n");
  const ProgramRun blind = run_program({"doctor", "unit.cpp", "--"}, folder.path());
  CHECK(blind.exit_code == 1);
  CHECK(says(blind, "FAIL  planted: the violation that was planted by annotation was not seen"));

  folder.write(".layoutcheck", "checks: [nonsense]\n");
  CHECK(run_program({"doctor", "unit.cpp", "--"}, folder.path()).exit_code == 2);
  folder.write(".layoutcheck", "");
  folder.write("layout.lock", "damaged");
  CHECK(run_program({"doctor", "unit.cpp", "--"}, folder.path()).exit_code == 2);
}

TEST_CASE("doctor names the contracts of templates that nothing instantiates",
          "[layoutcheck][doctor]") {
  const TemporaryFolder folder;
  folder.write("unit.cpp", "template <class T> struct R { T x;  // layoutcheck: group(a)\n};\n");
  const ProgramRun run = run_program({"doctor", "unit.cpp", "--"}, folder.path());
  CHECK(run.exit_code == 3);
  CHECK(says(run, "FAIL  contracts: that of R is checked nowhere: "));
}

}  // namespace layoutcheck
