// SPDX-License-Identifier: MIT
#include <algorithm>
#include <sstream>

#include <catch2/catch.hpp>

#include "layoutcheck/tests/program_run.h"
#include "layoutcheck/tests/temporary_folder.h"

namespace layoutcheck {
namespace {

using Words = std::vector<std::string>;

const std::string queue = "layoutcheck/tests/inputs/spsc_queue.cpp";

ProgramRun check(Words arguments) {
  arguments.insert(arguments.begin(), "check");
  arguments.insert(arguments.end(), {"--", "-std=c++20", "-I."});
  return run_program(arguments);
}

/// Checks one unit that includes annotations.h.
ProgramRun check_source(const std::string& text, Words options = {}) {
  const TemporaryFolder folder;
  options.push_back(
      folder.write("unit.cpp", "#include \"layoutcheck/annotations.h\"\n" + text + "\n"));
  return check(options);
}

const std::string proved =
    "struct A { LAYOUT_GROUP(a) alignas(64) int x; LAYOUT_GROUP(b) alignas(64) int y; };";
const std::string violated = "struct B { LAYOUT_GROUP(a) int x; LAYOUT_GROUP(b) int y; };";
const std::string warned =
    "struct C { LAYOUT_GROUP(a) int x; LAYOUT_COLD int y; LAYOUT_GROUP(b) alignas(64) int z; };";
const std::string unknown = "LAYOUT_GROUP(a) int global;";
const std::string not_checked =
    "template <class T> struct E { LAYOUT_GROUP(a) T x; LAYOUT_GROUP(b) T y; };";
const std::string no_contract = "struct F { int x; };";

std::string last_line(const ProgramRun& run) {
  const std::size_t end = run.output.find_last_not_of('\n');
  return run.output.substr(run.output.rfind('\n', end) + 1, end - run.output.rfind('\n', end));
}

}  // namespace

TEST_CASE("check shows what shares a line, and what is proved", "[layoutcheck][check]") {
  const ProgramRun run = check({queue});

  CHECK(run.exit_code == 1);
  CHECK(run.errors == "");
  check_golden("check_spsc_queue.txt", run.output);
}

TEST_CASE("check asks about line sizes one by one", "[layoutcheck][check]") {
  const ProgramRun run = check({"Indices", queue, "--line-size", "64", "--line-size", "128"});

  CHECK(run.exit_code == 1);
  check_golden("check_two_line_sizes.txt", run.output);
}

TEST_CASE("check writes json", "[layoutcheck][check]") {
  const ProgramRun run = check({queue, "--format", "json"});

  CHECK(run.exit_code == 1);
  check_golden("check_spsc_queue.json", run.output);
}

TEST_CASE("check says the same in two runs", "[layoutcheck][check]") {
  const Words all = {"layoutcheck/tests/inputs/isolation.cpp",
                     "layoutcheck/tests/inputs/edge_exposure.cpp"};

  CHECK(check(all).output == check(all).output);
}

TEST_CASE("lines of the page hold, but for the line that tools parse", "[layoutcheck][check]") {
  std::istringstream output(check({"layoutcheck/tests/inputs/edge_exposure.cpp"}).output);
  for (std::string line; std::getline(output, line);) {
    if (!line.starts_with("layoutcheck/tests")) CHECK(line.size() <= 100);
  }
}

TEST_CASE("the exit code is the first that applies", "[layoutcheck][check]") {
  CHECK(check_source(proved).exit_code == 0);
  CHECK(check_source(violated).exit_code == 1);
  CHECK(check_source(violated + unknown).exit_code == 1);
  CHECK(check_source(violated + not_checked).exit_code == 1);
  CHECK(check_source(unknown).exit_code == 3);
  CHECK(check_source(proved + not_checked).exit_code == 3);
  CHECK(check_source(no_contract).exit_code == 3);
  CHECK(check_source("").exit_code == 3);
}

TEST_CASE("the option --fail-on says what fails, and never hides what is incomplete",
          "[layoutcheck][check]") {
  CHECK(check_source(warned).exit_code == 0);
  CHECK(check_source(warned, {"--fail-on", "warning"}).exit_code == 1);
  CHECK(check_source(violated, {"--fail-on", "none"}).exit_code == 0);
  CHECK(check_source(violated + unknown, {"--fail-on", "none"}).exit_code == 3);
  CHECK(check_source(violated + not_checked, {"--fail-on", "none"}).exit_code == 3);
  CHECK(check_source(no_contract, {"--fail-on", "none"}).exit_code == 3);
}

TEST_CASE("the option --allow-unknown covers what is unknown and nothing else",
          "[layoutcheck][check]") {
  CHECK(check_source(unknown, {"--allow-unknown"}).exit_code == 0);
  CHECK(check_source(violated + unknown, {"--allow-unknown"}).exit_code == 1);
  CHECK(check_source(unknown + not_checked, {"--allow-unknown"}).exit_code == 3);
  CHECK(check_source(no_contract, {"--allow-unknown"}).exit_code == 3);
}

TEST_CASE("vacuous contracts and unbound directives are findings", "[layoutcheck][check]") {
  CHECK(check_source("struct G { LAYOUT_GROUP(a) int x; };").exit_code == 1);
  CHECK(check_source(proved + "LAYOUT_GROUP(a) void function();").exit_code == 1);
}

TEST_CASE("an allowed finding does not fail, and is printed with its reason",
          "[layoutcheck][check]") {
  const ProgramRun run = check_source(
      "struct LAYOUT_ALLOW(isolation, \"measured\") B "
      "{ LAYOUT_GROUP(a) int x; LAYOUT_GROUP(b) int y; };");

  CHECK(run.exit_code == 0);
  CHECK(run.output.find("allowed: 'y' may share") != std::string::npos);
  CHECK(run.output.find("reason: measured") != std::string::npos);
}

TEST_CASE("the last line always counts", "[layoutcheck][check]") {
  CHECK(last_line(check_source(proved + violated + unknown + not_checked)) ==
        "checked 4 contracts, 2 types, 1 target: 1 proved, 1 violated, 1 unknown, 1 not checked");
  CHECK(last_line(check_source(no_contract)) ==
        "checked 0 contracts, 1 type, 1 target: 0 proved, 0 violated, 0 unknown, 0 not checked");
}

TEST_CASE("a unit that does not parse is exit code 3, with what the others say",
          "[layoutcheck][check]") {
  const TemporaryFolder folder;
  const std::string bad = folder.write("bad.cpp", "struct S { Unknown x; };\n");
  const std::string good =
      folder.write("good.cpp", "#include \"layoutcheck/annotations.h\"\n" + proved);
  const std::string worse =
      folder.write("worse.cpp", "#include \"layoutcheck/annotations.h\"\n" + violated);

  const ProgramRun run = check({bad, good});
  CHECK(run.exit_code == 3);
  CHECK(run.output.find("not checked: " + bad + ":1:12: unknown type name 'Unknown'") !=
        std::string::npos);
  CHECK(run.output.find("proved A") != std::string::npos);
  CHECK(check({bad, good, "--fail-on", "none", "--allow-unknown"}).exit_code == 3);
  CHECK(check({bad, worse}).exit_code == 1);
}

TEST_CASE("text only counts the records that could not be analysed, json lists them",
          "[layoutcheck][check]") {
  const std::string never = "template <class T> struct Never { T x; };";

  const ProgramRun text = check_source(proved + never);
  const ProgramRun json =
      check_source(proved + never, {"--format", "json", "--fail-on", "warning"});

  CHECK(text.exit_code == 0);
  CHECK(text.output.find("1 record could not be analysed; --format json lists them "
                         "[unsupported]\n") != std::string::npos);
  CHECK(text.output.find("Never") == std::string::npos);
  CHECK(json.exit_code == 0);
  CHECK(json.output.find("Never has no layout to read") != std::string::npos);
}

TEST_CASE("what matches nothing says what to do", "[layoutcheck][check]") {
  CHECK(check_source(no_contract).output.starts_with("no contract found: say what may share"));
  const ProgramRun run = check({"NoSuchType", queue});
  CHECK(run.exit_code == 3);
  CHECK(run.output.starts_with("not checked: no type and no global variable"));
  CHECK(run.output.find("\nno type found: ") != std::string::npos);
}

TEST_CASE("what check does not know is a usage error", "[layoutcheck][check]") {
  CHECK(check({queue, "--fail-on", "never"}).exit_code == 2);
  CHECK(check({queue, "--line-size", "0"}).exit_code == 2);
  CHECK(check({queue, "--format", "xml"}).exit_code == 2);
  CHECK(check({queue, "--no-such-option"}).exit_code == 2);
  CHECK(check({"--format", "json=/nowhere/x.json", queue}).exit_code == 2);
}

TEST_CASE("an UNKNOWN is open also where its contract is violated and the violation is allowed",
          "[layoutcheck][check]") {
  const std::string global =
      "struct LAYOUT_ALLOW(isolation, \"known\") T { LAYOUT_GROUP(a) long x; LAYOUT_GROUP(b) long "
      "y; "
      "};\nLAYOUT_GROUP(c) T g;";
  CHECK(check_source(global).exit_code == 3);
  CHECK(check_source(global, {"--allow-unknown"}).exit_code == 0);
  CHECK(check_source(violated + unknown, {"--fail-on", "none"}).exit_code == 3);
}

TEST_CASE("an UNKNOWN that is allowed is not open", "[layoutcheck][check]") {
  CHECK(check_source("LAYOUT_ISOLATED LAYOUT_ALLOW(global-adjacency, \"why\") long g;" + proved)
            .exit_code == 0);
}

TEST_CASE("a type that was asked for and does not exist is not checked", "[layoutcheck][check]") {
  const ProgramRun run = check_source(proved, {"A", "Nope"});
  CHECK(run.exit_code == 3);
  CHECK(run.output.find("not checked: no type and no global variable that was read is called "
                        "'Nope'\n") != std::string::npos);
  CHECK(check_source(proved, {"A", "Nope", "--format", "json"}).output.find("\"unknown\": [") !=
        std::string::npos);
}

TEST_CASE("what a type permits covers its objects, and not what lies around them",
          "[layoutcheck][check]") {
  const std::string inner =
      "struct LAYOUT_MAY_SHARE(a, b, \"one thread\") Inner { LAYOUT_GROUP(a) int p; "
      "LAYOUT_GROUP(b) int q; LAYOUT_GROUP(c) alignas(64) int r; };\n";
  const ProgramRun inside = check_source(inner);
  CHECK(inside.output.find("permitted in Inner: 'a' and 'b' may share a line: one thread\n") !=
        std::string::npos);
  const ProgramRun outside = check_source(
      inner +
      "struct Outer { Inner in; alignas(64) LAYOUT_GROUP(a) long r; LAYOUT_GROUP(b) long s; "
      "};");
  CHECK(outside.exit_code == 1);
  CHECK(outside.output.find("'s' shares a 64-byte line with 'r'") != std::string::npos);
}

TEST_CASE("in C, what one type allows another type of its name does not", "[layoutcheck][check]") {
  const TemporaryFolder folder;
  const std::string fields =
      "{ long x; /* layoutcheck: group(a) */\n"
      "  long y; /* layoutcheck: group(b) */\n};\n";
  const std::string allowed = folder.write(
      "a.c", "/* layoutcheck: allow(isolation, \"harmless\") */\nstruct state " + fields);
  folder.write("c.c", "struct state " + fields);
  CHECK(run_program({"check", allowed, folder.path("c.c"), "--"}).exit_code == 1);
  CHECK(run_program({"check", allowed, "--"}).exit_code == 0);
}

TEST_CASE("two numbers for one thing are a mistake, whoever says them", "[layoutcheck][check]") {
  const ProgramRun twice =
      check_source("struct LAYOUT_MAX_SIZE(8) LAYOUT_MAX_SIZE(64) S { long a[4]; };");
  CHECK(twice.exit_code == 1);
  CHECK(twice.output.find("LAYOUT_MAX_SIZE(64): it is declared as 8 already") != std::string::npos);
}

TEST_CASE("templates that nothing instantiates are not checked, wherever they are declared",
          "[layoutcheck][check]") {
  const std::string text = GENERATE(
      "template <class T> struct P { T x; }; template <class T> struct P<T*> { LAYOUT_GROUP(a) T "
      "x; }; P<int> p;",
      "template <class T> struct Q { struct Node { LAYOUT_GROUP(a) T x; }; Node* node; }; Q<int> "
      "q;",
      "struct R { template <class T> struct Inner { LAYOUT_GROUP(a) T x; }; };",
      "template <class T> void f() { struct Local { LAYOUT_GROUP(a) T x; }; }",
      "template <class T> struct U { struct { LAYOUT_GROUP(a) T x; } part; };");
  CAPTURE(text);
  CHECK(check_source(proved + text).exit_code == 3);
}

TEST_CASE("types without a name have pins, and no budgets", "[layoutcheck][check]") {
  const std::string outer = "struct LAYOUT_MAX_SIZE(4096) Outer { int first; struct ";
  CHECK(check_source(outer + "{ long x; LAYOUT_PIN(8) long y; } in; };").exit_code == 0);
  CHECK(check_source(outer + "{ long x; LAYOUT_PIN(64) long y; } in; };").exit_code == 1);
  const ProgramRun budget = check_source(outer + "LAYOUT_MAX_SIZE(8) { long x[9]; } in; };");
  CHECK(budget.exit_code == 1);
  CHECK(budget.output.find("a budget of a type without a name is not judged; name the type") !=
        std::string::npos);
}

TEST_CASE("what cannot be nested so deeply is refused, and the rest is read",
          "[layoutcheck][check]") {
  const TemporaryFolder folder;
  const std::string deep =
      "struct A { int x[" + std::string(2040, '(') + "1" + std::string(2040, ')') + "]; };\n";
  const std::string file = folder.write("deep.cpp", deep);
  const ProgramRun run = run_program({"check", file, "--"});
  CHECK((run.exit_code == 3 || run.exit_code == 0));
  folder.write("compile_commands.json", std::string(60000, '['));
  const ProgramRun database = run_program({"check", "-p", folder.path()});
  CHECK(database.exit_code == 2);
  CHECK(database.errors.find("nested too deeply") != std::string::npos);
}

}  // namespace layoutcheck
