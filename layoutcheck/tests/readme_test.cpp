// SPDX-License-Identifier: MIT
//
// README.md shows what the program prints: a block that begins with `$ layoutcheck` is run in
// tests/inputs and compared. UPDATE_GOLDEN=1 writes what is printed now.

#include <cstdlib>
#include <fstream>
#include <sstream>

#include <catch2/catch.hpp>

#include "layoutcheck/tests/program_run.h"
#include "layoutcheck/tests/temporary_folder.h"

namespace layoutcheck {
namespace {

const std::string readme = LAYOUTCHECK_SOURCE_DIR "/layoutcheck/README.md";
const std::string prompt = "$ layoutcheck ";

std::string output_of(const std::string& command) {
  std::istringstream words(command.substr(prompt.size()));
  std::vector<std::string> arguments;
  for (std::string word; words >> word;) arguments.push_back(word);
  return run_program(arguments, "layoutcheck/tests/inputs").output;
}

/// The file as it would be if every example were run now.
std::string with_examples_run(const std::string& text, int& examples) {
  std::istringstream lines(text);
  std::string result;
  bool skipping = false;  // what the example printed when it was last run
  for (std::string line; std::getline(lines, line);) {
    if (skipping && line == "```") skipping = false;
    if (!skipping) result += line + '\n';
    if (!line.starts_with(prompt)) continue;
    ++examples;
    skipping = true;
    result += output_of(line);
  }
  return result;
}

}  // namespace

TEST_CASE("the README shows what the program prints", "[layoutcheck][readme]") {
  const std::string text = read_text(readme);
  int examples = 0;

  const std::string now = with_examples_run(text, examples);

  const char* update = std::getenv("UPDATE_GOLDEN");
  if (update && std::string(update) == "1") std::ofstream(readme) << now;
  INFO("if the new output is right: UPDATE_GOLDEN=1, and review " << readme);
  CHECK(now == read_text(readme));
  CHECK(examples >= 1);
}

}  // namespace layoutcheck
