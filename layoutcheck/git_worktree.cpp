// SPDX-License-Identifier: MIT
#include "layoutcheck/git_worktree.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <vector>

#include "layoutcheck/error.h"
#include "layoutcheck/lock_file.h"
#include "layoutcheck/process/git.h"

namespace layoutcheck {
namespace {

namespace filesystem = std::filesystem;

/// Flags whose path follows in the same argument or in the next one; what begins another flag comes
/// after it.
constexpr std::array<std::string_view, 12> kPathFlags = {"--include-directory=",
                                                         "--include-directory",
                                                         "--sysroot=",
                                                         "--sysroot",
                                                         "-idirafter",
                                                         "-imacros",
                                                         "-include",
                                                         "-iquote",
                                                         "-isysroot",
                                                         "-isystem",
                                                         "-I",
                                                         "-F"};

/// These name a file, which is also looked for on the include paths.
constexpr std::array<std::string_view, 2> kFileFlags = {"-imacros", "-include"};

bool is_one_of(std::string_view flag, const auto& flags) {
  return std::find(flags.begin(), flags.end(), flag) != flags.end();
}

bool is_in(const filesystem::path& path, const filesystem::path& folder) {
  const filesystem::path relative = path.lexically_relative(folder);
  return !relative.empty() && *relative.begin() != "..";
}

std::string_view path_flag(std::string_view argument) {
  const auto* const flag =
      std::find_if(kPathFlags.begin(), kPathFlags.end(),
                   [&](std::string_view known) { return argument.starts_with(known); });
  return flag == kPathFlags.end() ? std::string_view() : *flag;
}

/// Where an argument holds a path, and which flag it is for.
struct PathArgument {
  std::string_view flag;
  std::size_t start = std::string::npos;  ///< of the path; npos if there is none
};

PathArgument path_argument(std::string_view before, std::string_view argument) {
  if (is_one_of(before, kPathFlags)) return {before, 0};
  if (!argument.starts_with('-')) return {"", 0};
  const std::string_view flag = path_flag(argument);
  if (flag.empty() || flag.size() == argument.size()) return {};
  return {flag, flag.size()};
}

/// The folder of a database that may be named itself.
filesystem::path build_folder(const std::string& build_directory) {
  if (build_directory.empty()) return {};
  const filesystem::path real = filesystem::canonical(build_directory);
  return filesystem::is_directory(real) ? real : real.parent_path();
}

}  // namespace

GitWorktree::GitWorktree(const std::string& revision) {
  working_tree_ = filesystem::canonical(git({"rev-parse", "--show-toplevel"}));
  const std::optional<std::string> commit = find_commit(revision);
  if (!commit) throw Error(revision + ": git knows no such revision; see git log");
  sources_ = filesystem::canonical(folder_.path("")) / "sources";
  git({"-c", "core.hooksPath=/dev/null", "worktree", "add", "--force", "--detach", sources_,
       *commit});
}

GitWorktree::~GitWorktree() {
  try {
    git({"worktree", "remove", "--force", sources_});
  } catch (const Error&) {  // git prunes what is gone
  }
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
  const filesystem::path build = build_folder(build_directory);
  CompileCommand result = command;
  result.directory = mapped(filesystem::path(command.directory), build);
  result.file = mapped(filesystem::path(command.file), build);
  for (std::size_t at = 1; at < command.arguments.size(); ++at) {
    const std::string& argument = command.arguments[at];
    const PathArgument found = path_argument(command.arguments[at - 1], argument);
    if (found.start == std::string::npos) continue;
    const std::string path = argument.substr(found.start);
    const filesystem::path here = (command.directory / filesystem::path(path)).lexically_normal();
    const filesystem::path there = mapped(here, build);
    // A word without a flag may be anything, and such a file may lie on an include path.
    const bool names_file = found.flag.empty() || is_one_of(found.flag, kFileFlags);
    const bool is_path =
        path.starts_with('/') || here == command.file ||
        (names_file ? filesystem::is_regular_file(here) || filesystem::is_regular_file(there)
                    : !path.starts_with('='));
    if (is_path) result.arguments[at] = argument.substr(0, found.start) + there.string();
  }
  return result;
}

Config GitWorktree::config(const Config& here) const {
  const filesystem::path working_directory = filesystem::current_path();
  const std::string file = find_config(mapped(working_directory, {}));
  const filesystem::path real = filesystem::weakly_canonical(file);
  if (!file.empty() && is_in(real, sources_)) {
    return read_config(read_file(file), without_worktree(real.string()));
  }
  const bool is_outside =
      !here.file.empty() && !is_in(filesystem::weakly_canonical(here.file), working_tree_);
  return is_outside ? here : Config();
}

std::string GitWorktree::without_worktree(std::string text) const {
  const std::string prefix = sources_.string() + '/';
  for (std::size_t at = 0; (at = text.find(prefix, at)) != std::string::npos;) {
    text.erase(at, prefix.size());
  }
  return text;
}

bool is_revision(const std::string& name) {
  return find_commit(name).has_value();
}

}  // namespace layoutcheck
