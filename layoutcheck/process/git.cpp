// SPDX-License-Identifier: MIT
#include "layoutcheck/process/git.h"

#include <sstream>

#include "layoutcheck/error.h"
#include "layoutcheck/process/process_run.h"

namespace layoutcheck {
namespace {

ProcessRun run_git(const std::vector<std::string>& arguments, const std::string& directory) {
  std::vector<std::string> words = {"git"};
  words.insert(words.end(), arguments.begin(), arguments.end());
  // A hook of git names the index of its commit, which is not that of another worktree.
  ProcessRun run = run_process(words, directory, {"GIT_INDEX_FILE"});
  if (run.output.ends_with('\n')) run.output.pop_back();
  return run;
}

/// Git may say first what it is about to do, and last how to help oneself.
std::string reason_of(const std::string& errors) {
  std::istringstream lines(errors);
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("fatal: ") || line.starts_with("error: ")) return line;
  }
  return errors.substr(0, errors.find('\n'));
}

}  // namespace

std::string git(const std::vector<std::string>& arguments, const std::string& directory) {
  const ProcessRun run = run_git(arguments, directory);
  if (run.exit_code == 0) return run.output;
  throw Error("git failed: " + reason_of(run.errors));
}

std::optional<std::string> find_commit(const std::string& revision) {
  // What begins with a dash would be an option.
  const ProcessRun run =
      run_git({"rev-parse", "--verify", "--end-of-options", revision + "^{commit}"}, ".");
  if (run.exit_code != 0) return std::nullopt;
  return run.output;
}

}  // namespace layoutcheck
