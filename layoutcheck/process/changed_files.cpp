// SPDX-License-Identifier: MIT
#include "layoutcheck/process/changed_files.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <sstream>

#include "layoutcheck/error.h"
#include "layoutcheck/process/git.h"

namespace layoutcheck {
namespace {

constexpr std::array build_names = {
    "CMakeLists.txt", "CMakePresets.json", "Makefile",    "makefile",     "GNUmakefile",
    "Makefile.am",    "Kconfig",           "meson.build", "BUILD",        "BUILD.bazel",
    "WORKSPACE",      "SConstruct",        "BUILD.gn",    "configure.ac", "compile_commands.json"};
constexpr std::array build_suffixes = {".cmake", ".mk", ".bzl", ".gni", ".bazelrc", ".ninja"};

}  // namespace

bool is_build_description(const std::string& file) {
  const std::string name = std::filesystem::path(file).filename().string();
  return std::find(build_names.begin(), build_names.end(), name) != build_names.end() ||
         std::any_of(build_suffixes.begin(), build_suffixes.end(),
                     [&](const char* suffix) { return name.ends_with(suffix); });
}

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
