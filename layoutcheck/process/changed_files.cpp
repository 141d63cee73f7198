// SPDX-License-Identifier: MIT
#include "layoutcheck/process/changed_files.h"

#include <filesystem>
#include <sstream>

#include "layoutcheck/error.h"
#include "layoutcheck/process/git.h"

namespace layoutcheck {
std::set<std::string> changed_files(const std::string& revision) {
  const std::string root = git({"rev-parse", "--show-toplevel"});
  const std::optional<std::string> commit = find_commit(revision);
  if (!commit) throw Error(revision + ": git knows no such revision; see git log");
  std::istringstream names(git({"diff", "--name-only", "-z", *commit, "--"}, root) +
                           git({"ls-files", "--others", "--exclude-standard", "-z"}, root));
  std::set<std::string> files;
  for (std::string name; std::getline(names, name, '\0');) {
    files.insert(std::filesystem::weakly_canonical(std::filesystem::path(root) / name).string());
  }
  return files;
}

}  // namespace layoutcheck
