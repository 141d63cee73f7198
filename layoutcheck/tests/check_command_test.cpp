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
  CHECK(run.output.starts_with("no type found: "));
}

TEST_CASE("what check does not know is a usage error", "[layoutcheck][check]") {
  CHECK(check({queue, "--fail-on", "never"}).exit_code == 2);
  CHECK(check({queue, "--line-size", "0"}).exit_code == 2);
  CHECK(check({queue, "--format", "xml"}).exit_code == 2);
  CHECK(check({queue, "--no-such-option"}).exit_code == 2);
  CHECK(check({"--format", "json=/nowhere/x.json", queue}).exit_code == 2);
}

}  // namespace layoutcheck
