// SPDX-License-Identifier: MIT
#include "layoutcheck/tests/program_run.h"

#include <cstdlib>
#include <fstream>

#include <sys/wait.h>
#include <catch2/catch.hpp>

#include "layoutcheck/tests/temporary_folder.h"

namespace layoutcheck {
namespace {

std::string quoted(const std::string& argument) {
  std::string text = "'";
  for (const char character : argument) {
    if (character == '\'') text += "'\\'";
    text += character;
  }
  return text + '\'';
}

}  // namespace

ProgramRun run_program(const std::vector<std::string>& arguments, const std::string& folder) {
  const TemporaryFolder results;
  std::string command = "cd " + quoted(folder.empty() ? LAYOUTCHECK_SOURCE_DIR : folder) + " && " +
                        LAYOUTCHECK_PROGRAM;
  for (const std::string& argument : arguments) command += ' ' + quoted(argument);
  command += " >" + results.path("output") + " 2>" + results.path("errors");
  const int status = std::system(command.c_str());
  return {WEXITSTATUS(status), read_text(results.path("output")),
          read_text(results.path("errors"))};
}

void check_golden(const std::string& name, const std::string& text) {
  const std::string path = LAYOUTCHECK_SOURCE_DIR "/layoutcheck/tests/golden/" + name;
  const char* update = std::getenv("UPDATE_GOLDEN");
  if (update && std::string(update) == "1") std::ofstream(path) << text;
  INFO("if the new output is right: UPDATE_GOLDEN=1, and review " << path);
  CHECK(text == read_text(path));
}

}  // namespace layoutcheck
