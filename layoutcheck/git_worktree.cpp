// SPDX-License-Identifier: MIT
#include "layoutcheck/git_worktree.h"

#include <array>
#include <cstdlib>
#include <string_view>
#include <vector>

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include "layoutcheck/error.h"

extern char** environ;

namespace layoutcheck {
namespace {

namespace filesystem = std::filesystem;

struct GitResult {
  bool succeeded = false;
  std::string output;  ///< both streams
};

/// A hook of git names its own index, which must not become that of the worktree.
std::vector<char*> environment_of_git() {
  std::vector<char*> environment;
  for (char** variable = environ; *variable; ++variable) {
    if (!std::string_view(*variable).starts_with("GIT_INDEX_FILE=")) {
      environment.push_back(*variable);
    }
  }
  environment.push_back(nullptr);
  return environment;
}

std::string read_to_end(int descriptor) {
  std::string text;
  std::array<char, 4096> buffer;
  for (ssize_t count; (count = read(descriptor, buffer.data(), buffer.size())) > 0;) {
    text.append(buffer.data(), static_cast<std::size_t>(count));
  }
  return text;
}

GitResult run_git(std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), "git");
  std::vector<char*> words;
  for (std::string& argument : arguments) words.push_back(argument.data());
  words.push_back(nullptr);

  std::array<int, 2> ends;
  if (pipe2(ends.data(), O_CLOEXEC) != 0) throw Error("cannot run git: no pipe; close some files");
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
  posix_spawn_file_actions_adddup2(&actions, ends[1], STDERR_FILENO);
  pid_t process = 0;
  std::vector<char*> environment = environment_of_git();
  const int error =
      posix_spawnp(&process, "git", &actions, nullptr, words.data(), environment.data());
  posix_spawn_file_actions_destroy(&actions);
  close(ends[1]);
  GitResult result{false, read_to_end(ends[0])};
  close(ends[0]);
  if (error != 0) throw Error("cannot run git; install it, or compare files instead");
  int status = 0;
  waitpid(process, &status, 0);
  result.succeeded = WIFEXITED(status) && WEXITSTATUS(status) == 0;
  while (result.output.ends_with('\n')) result.output.pop_back();
  return result;
}

std::string last_line(const std::string& text) {
  return text.substr(text.rfind('\n') + 1);  // npos + 1 is 0
}

/// One that git does not take for an option.
GitResult resolve(const std::string& revision) {
  return run_git({"rev-parse", "--verify", "--end-of-options", revision + "^{commit}"});
}

filesystem::path make_folder() {
  std::string name = (filesystem::temp_directory_path() / "layoutcheck.XXXXXX").string();
  if (!mkdtemp(name.data())) throw Error(name + ": cannot make this folder; set TMPDIR");
  return filesystem::canonical(name);
}

bool is_in(const filesystem::path& path, const filesystem::path& folder) {
  const filesystem::path relative = path.lexically_relative(folder);
  return !relative.empty() && *relative.begin() != "..";
}

/// Splits "-I../include" before the path; flags that take their path as the next argument are
/// whole words themselves.
std::size_t start_of_path(std::string_view argument) {
  for (const std::string_view flag : {"-isystem", "-iquote", "-idirafter", "-include", "-I"}) {
    if (argument.starts_with(flag)) return flag.size();
  }
  return 0;
}

}  // namespace

GitWorktree::GitWorktree(const std::string& revision) {
  const GitResult top = run_git({"rev-parse", "--show-toplevel"});
  if (!top.succeeded) throw Error("no git repository here: " + last_line(top.output));
  working_tree_ = filesystem::canonical(top.output);
  const GitResult commit = resolve(revision);
  if (!commit.succeeded) throw Error(revision + ": git knows no such revision; see git log");
  folder_ = make_folder();
  sources_ = folder_ / "sources";
  const GitResult added = run_git({"-c", "core.hooksPath=/dev/null", "worktree", "add", "--force",
                                   "--detach", sources_, last_line(commit.output)});
  if (added.succeeded) return;
  filesystem::remove_all(folder_);
  throw Error(revision + ": cannot check it out: " + last_line(added.output));
}

GitWorktree::~GitWorktree() {
  try {
    run_git({"worktree", "remove", "--force", sources_});
  } catch (const Error&) {  // git prunes what is gone
  }
  std::error_code ignored;
  filesystem::remove_all(folder_, ignored);
}

filesystem::path GitWorktree::mapped(const filesystem::path& path,
                                     const filesystem::path& build_directory) const {
  // The database may name the working tree by a link to it.
  const filesystem::path real = filesystem::weakly_canonical(path);
  if (!is_in(real, working_tree_)) return path;
  const filesystem::path there = sources_ / real.lexically_relative(working_tree_);
  const bool is_built = !build_directory.empty() && is_in(real, build_directory);
  return is_built && !filesystem::exists(there) ? path : there;
}

CompileCommand GitWorktree::mapped(const CompileCommand& command,
                                   const std::string& build_directory) const {
  const filesystem::path build =
      build_directory.empty() ? filesystem::path() : filesystem::canonical(build_directory);
  CompileCommand result = command;
  result.directory = mapped(filesystem::path(command.directory), build);
  result.file = mapped(filesystem::path(command.file), build);
  for (std::string& argument : result.arguments) {
    const std::size_t start = start_of_path(argument);
    std::string path = argument.substr(start);
    // Relative paths follow the directory; those that leave it may leave the build directory.
    if (path.starts_with("..")) {
      path = (filesystem::path(command.directory) / path).lexically_normal().string();
    }
    if (path.starts_with('/')) argument = argument.substr(0, start) + mapped(path, build).string();
  }
  return result;
}

std::string GitWorktree::without_worktree(std::string text) const {
  const std::string prefix = sources_.string() + '/';
  for (std::size_t at = 0; (at = text.find(prefix, at)) != std::string::npos;) {
    text.erase(at, prefix.size());
  }
  return text;
}

bool is_revision(const std::string& name) {
  return resolve(name).succeeded;
}

}  // namespace layoutcheck
