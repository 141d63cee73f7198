// SPDX-License-Identifier: MIT
#include "layoutcheck/process/process_run.h"

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>

#include "layoutcheck/error.h"
#include "layoutcheck/files.h"
#include "layoutcheck/process/private_folder.h"

extern char** environ;

namespace layoutcheck {
namespace {

std::vector<char*> pointers(std::vector<std::string>& words) {
  std::vector<char*> pointers;
  for (std::string& word : words) pointers.push_back(word.data());
  pointers.push_back(nullptr);
  return pointers;
}

/// Messages are read by a program, so they must not be translated.
std::vector<std::string> environment(std::vector<std::string> unset) {
  unset.emplace_back("LC_ALL");
  std::vector<std::string> variables = {"LC_ALL=C"};
  for (char** variable = environ; *variable; ++variable) {
    const std::string text = *variable;
    const std::string name = text.substr(0, text.find('='));
    if (std::find(unset.begin(), unset.end(), name) == unset.end()) variables.push_back(text);
  }
  return variables;
}

/// What a relative path of a program means to the user, who does not stand in `directory`.
std::string absolute_program(const std::string& program) {
  const bool searched = program.find('/') == std::string::npos;
  return searched ? program : std::filesystem::absolute(program).string();
}

class SpawnActions {
 public:
  SpawnActions(const std::string& directory, const std::string& output_file,
               const std::string& errors_file) {
    posix_spawn_file_actions_init(&actions_);
    posix_spawn_file_actions_addopen(&actions_, 0, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&actions_, 1, output_file.c_str(), flags, 0600);
    posix_spawn_file_actions_addopen(&actions_, 2, errors_file.c_str(), flags, 0600);
    posix_spawn_file_actions_addchdir_np(&actions_, directory.c_str());
  }
  ~SpawnActions() { posix_spawn_file_actions_destroy(&actions_); }
  SpawnActions(const SpawnActions&) = delete;
  SpawnActions& operator=(const SpawnActions&) = delete;

  const posix_spawn_file_actions_t* get() const { return &actions_; }

 private:
  static constexpr int flags = O_WRONLY | O_CREAT | O_TRUNC;

  posix_spawn_file_actions_t actions_;
};

int wait_for(pid_t process) {
  int status = 0;
  while (waitpid(process, &status, 0) < 0) {
    if (errno != EINTR) return -1;
  }
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

}  // namespace

ProcessRun run_process(const std::vector<std::string>& arguments, const std::string& directory,
                       const std::vector<std::string>& unset) {
  const PrivateFolder folder;
  const std::string output_file = folder.path("output"), errors_file = folder.path("errors");
  std::vector<std::string> words = arguments, variables = environment(unset);
  words.front() = absolute_program(words.front());
  const SpawnActions actions(directory, output_file, errors_file);
  pid_t process = 0;
  const int failure = posix_spawnp(&process, words.front().c_str(), actions.get(), nullptr,
                                   pointers(words).data(), pointers(variables).data());
  if (failure != 0) {
    throw Error("cannot run " + arguments.front() + ": " + std::strerror(failure) +
                "; name a program that is installed");
  }
  const int exit_code = wait_for(process);
  return {exit_code, read_file(output_file), read_file(errors_file)};
}

}  // namespace layoutcheck
