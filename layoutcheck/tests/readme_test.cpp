// SPDX-License-Identifier: MIT
//
// README.md shows what the program really writes: every command in a ```console block is run, and
// what follows it is the output. With UPDATE_GOLDEN=1 the README is rewritten.

#include <cstdlib>
#include <fstream>
#include <sstream>

#include <catch2/catch.hpp>

#include "layoutcheck/tests/program_run.h"
#include "layoutcheck/tests/temporary_folder.h"

namespace layoutcheck {
namespace {

const std::string kPrompt = "$ layoutcheck ";

std::vector<std::string> words_of(const std::string& command) {
  std::vector<std::string> words;
  std::istringstream stream(command);
  for (std::string word; stream >> word;) {
    std::erase(word, '\'');
    words.push_back(word);
  }
  return words;
}

/// The same README with what the commands write today.
std::string rewritten(const std::string& readme, int& commands) {
  std::istringstream stream(readme);
  std::string text;
  bool in_output = false;
  for (std::string line; std::getline(stream, line);) {
    if (line.starts_with("```")) in_output = false;
    if (!in_output) text += line + '\n';
    if (!line.starts_with(kPrompt)) continue;
    const ProgramRun run = run_program(words_of(line.substr(kPrompt.size())));
    text += run.errors + run.output;
    in_output = true;
    ++commands;
  }
  return text;
}

}  // namespace

TEST_CASE("the README shows what the program writes", "[layoutcheck][readme]") {
  const std::string path = LAYOUTCHECK_SOURCE_DIR "/layoutcheck/README.md";
  const std::string readme = read_text(path);
  int commands = 0;

  const std::string today = rewritten(readme, commands);

  const char* update = std::getenv("UPDATE_GOLDEN");
  if (update && std::string(update) == "1") std::ofstream(path) << today;
  CHECK(commands > 0);
  CHECK(today == read_text(path));
}

}  // namespace layoutcheck
