// SPDX-License-Identifier: MIT
//
// `reports compare` as its user meets it: output, files and exit codes of the real program on real
// files, whose times were scripted (inputs/make_inputs).
#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <iterator>
#include <nlohmann/json.hpp>
#include <sstream>

#include "reports/files/read_file.h"
#include "reports/files/write_file.h"
#include "reports/tests/support/golden.h"
#include "reports/tests/support/program.h"
#include "reports/tests/support/temporary_folder.h"

namespace reports {
namespace {

using Catch::Contains;

const std::string inputs = "inputs/google_benchmark/";
const std::string sides = inputs + "base " + inputs + "new ";
const std::string passing = inputs + "passing/base " + inputs + "passing/new ";

ProgramResult compare(const std::string& arguments) {
  return run_reports("compare " + arguments);
}

bool is_one_line(const std::string& text) {
  return std::count(text.begin(), text.end(), '\n') == 1 && text.back() == '\n';
}

}  // namespace

TEST_CASE("compare prints the golden output in each format", "[reports][compare]") {
  const auto [format, file] = GENERATE(table<const char*, const char*>({
      {"text", "comparison.txt"},
      {"json", "comparison.json"},
      {"markdown", "comparison.md"},
      {"github", "comparison.github"},
      {"junit", "comparison.xml"},
  }));

  const ProgramResult result = compare(sides + "--format " + format);

  CHECK(result.standard_output == golden(file, result.standard_output));
  CHECK(result.standard_error.empty());
  CHECK(result.exit_code == 1);
}

TEST_CASE("README.md shows what the program prints", "[reports][compare]") {
  const std::string readme = read_file(REPORTS_TESTS "/../README.md");
  const std::string command = "$ reports compare " + inputs + "base " + inputs + "new\n";
  const std::size_t start = readme.find(command) + command.size();
  std::istringstream example(readme.substr(start, readme.find("```", start) - start));
  const std::string printed = compare(sides).standard_output;

  std::size_t place = 0;
  for (std::string line; std::getline(example, line);) {
    if (line == "...") continue;
    CAPTURE(line);
    place = printed.find(line + "\n", place);
    REQUIRE(place != std::string::npos);
  }
  CHECK(place > 0);
}

TEST_CASE("nothing changed is a short story", "[reports][compare]") {
  const ProgramResult result = compare(passing + "--format markdown");

  CHECK(result.standard_output == golden("passing.md", result.standard_output));
  CHECK(result.exit_code == 0);
}

TEST_CASE("one launch a side still gets a useful screen, and exit 3", "[reports][compare]") {
  const ProgramResult result =
      compare(inputs + "passing/base/1.json " + inputs + "passing/new/1.json");

  CHECK(result.standard_output == golden("one_launch.txt", result.standard_output));
  CHECK(result.exit_code == 3);
}

TEST_CASE("the exit code says regression, no verdict, or neither", "[reports][compare]") {
  CHECK(compare(passing).exit_code == 0);
  CHECK(compare(sides).exit_code == 1);
  CHECK(compare(sides + "--fail-on none").exit_code == 3);
  CHECK(compare(sides + "--fail-on none --allow BM_noisy --allow BM_breaks --allow BM_vanished "
                        "--allow BM_appeared/manual_time")
            .exit_code == 0);
  CHECK(compare(sides + "--allow BM_slower").exit_code == 1);
}

TEST_CASE("a wide margin turns a regression into NO CHANGE", "[reports][compare]") {
  const ProgramResult result = compare(sides + "--format json --margin 15%");

  const auto document = nlohmann::json::parse(result.standard_output);
  CHECK(document["parameters"]["margin"] == 0.15);
  CHECK(document["benchmarks"][3]["name"] == "BM_slower/manual_time");
  CHECK(document["benchmarks"][3]["verdict"] == "no_change");
}

TEST_CASE("an exact counter named by the user fails the gate when it grows", "[reports][compare]") {
  const ProgramResult result = compare(passing + "--exact bytes_per_second --format json");

  // A rate is not exact: launches disagree, which is no verdict and no success.
  CHECK(result.exit_code == 3);
  CHECK_THAT(result.standard_output, Contains("disagree about it"));
}

TEST_CASE("formats go to the files they name, all of them or none", "[reports][compare]") {
  const TemporaryFolder folder;
  const std::string path = folder.path().string();

  const ProgramResult written =
      compare(passing + "--format json=" + path + "/c.json --format markdown=" + path + "/c.md");
  const ProgramResult refused = compare(passing + "--format json=" + path + "/gone/c.json");

  CHECK(written.exit_code == 0);
  CHECK(written.standard_output.empty());
  CHECK(nlohmann::json::parse(read_file(folder.path() / "c.json"))["verdict"] == "no_change");
  CHECK(read_file(folder.path() / "c.md").rfind("**NO CHANGE**", 0) == 0);
  CHECK(refused.exit_code == 2);
  CHECK(is_one_line(refused.standard_error));
  using Iterator = std::filesystem::directory_iterator;
  CHECK(std::distance(Iterator(folder.path()), Iterator()) == 2);
}

TEST_CASE("bad input is one line that says what to do, and exit 2", "[reports][compare]") {
  const auto [arguments, message] = GENERATE(table<std::string, const char*>({
      {"", "BASE is required"},
      {inputs + "base", "NEW is required"},
      {inputs + "base gone", "gone: cannot be read"},
      {inputs + "base " + inputs + "damaged/truncated.json", "cut off at line 113"},
      {inputs + "base " + inputs + "damaged/empty.json", "is empty"},
      {inputs + "base " + inputs + "damaged/foreign.json", "not Google Benchmark's"},
      {inputs + "base " + inputs + "damaged", "console.json: not JSON"},
      {inputs + "base " + inputs + "base", "a launch compared with itself proves nothing"},
      {sides + "--margin 0%", "--margin 0%: must be above 0 %"},
      {sides + "--margin ''", "--margin : must be above 0 %"},
      {sides + "--margin 5x", "--margin 5x: must be above 0 %"},
      {sides + "--margin", "--margin"},
      {sides + "--fail-on anything", "--fail-on"},
      {sides + "--format yaml", "known are text, json, markdown, github, junit"},
      {sides + "--format json=", "no file after '='"},
      {sides + "--format json --format text", "another format goes there already"},
      {sides + "--format json=gone/a --format text=gone/./a", "another format goes there already"},
      {sides + "--no-such-option", "see 'reports --help'"},
  }));
  CAPTURE(arguments);

  const ProgramResult result = compare(arguments);

  CHECK(result.exit_code == 2);
  CHECK(result.standard_output.empty());
  CHECK_THAT(result.standard_error, Contains(message));
  CHECK(is_one_line(result.standard_error));
}

TEST_CASE("a counter that nothing reports is bad input, after the comparison",
          "[reports][compare]") {
  const std::string counter = GENERATE("no_such_counter", "real_time");

  const ProgramResult result = compare(sides + "--exact " + counter);

  CHECK(result.exit_code == 2);
  CHECK_THAT(result.standard_output, Contains("BM_steady"));
  CHECK_THAT(result.standard_error, Contains("--exact " + counter + ": no benchmark"));
  CHECK(is_one_line(result.standard_error));
}

TEST_CASE("an option that repeats does not swallow the runs", "[reports][compare]") {
  CHECK(compare("--format json --allow BM_x " + passing).exit_code == 0);
}

TEST_CASE("a warning reaches every output", "[reports][compare]") {
  const std::string format = GENERATE("text", "json", "markdown", "github", "junit");
  CAPTURE(format);

  const ProgramResult result = compare(passing + "--allow BM-gone --format " + format);

  CHECK_THAT(result.standard_output, Contains("allow BM-gone: no benchmark of that name lacks"));
}

TEST_CASE("JUnit counts what is missing as an error, and as skipped only if allowed",
          "[reports][compare]") {
  const std::string required = compare(sides + "--format junit").standard_output;
  const std::string allowed = compare(sides + "--format junit --allow BM_noisy").standard_output;

  CHECK_THAT(required, Contains(R"(tests="12" failures="2" errors="4" skipped="0")"));
  CHECK_THAT(allowed, Contains(R"(tests="12" failures="2" errors="3" skipped="1")"));
}

TEST_CASE("the self-test shows that planted defects fail the gate", "[reports][compare]") {
  const ProgramResult result = compare(sides + "--self-test --allow BM_steady");

  CHECK(result.standard_output == golden("self_test.txt", result.standard_output));
  CHECK(result.exit_code == 0);
  CHECK(compare(sides + "--self-test --format json").exit_code == 2);
  CHECK(compare(sides + "--self-test --fail-on none").exit_code == 2);
}

TEST_CASE("naming the counter that is exact anyway compares it once", "[reports][compare]") {
  CHECK(compare(sides + "--exact allocs_per_iter").standard_output ==
        compare(sides).standard_output);
}

TEST_CASE("names in the input cannot command the terminal", "[reports][compare]") {
  const TemporaryFolder folder;
  const std::string file = (folder.path() / "hostile.json").string();
  write_file(file, R"({"context": {"commit": "\u001b]0;gone\u0007"}, "benchmarks": [
      {"run_name": "BM\u001b[2J|<b>\u202e", "run_type": "iteration", "time_unit": "ns",
       "error_occurred": true, "error_message": "a\nREGRESSED\r"}]})");

  const ProgramResult text = compare(inputs + "passing/base '" + file + "'");
  const ProgramResult markdown = compare(inputs + "passing/base '" + file + "' --format markdown");

  CHECK(text.exit_code == 3);
  CHECK(text.standard_output.find('\x1b') == std::string::npos);
  CHECK_THAT(text.standard_output, Contains("BM\\x1b[2J|<b>\\u202e"));
  CHECK_THAT(text.standard_output, Contains("commit \\x1b]0;gone\\x07"));
  CHECK_THAT(markdown.standard_output, Contains("BM\\\\x1b\\[2J\\|&lt;b&gt;\\\\u202e"));
}

}  // namespace reports
