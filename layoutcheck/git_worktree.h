// SPDX-License-Identifier: MIT
//
// The sources of another revision, beside the working tree.
#pragma once

#include <filesystem>
#include <string>

#include "layoutcheck/config/config.h"
#include "layoutcheck/extract/compile_command.h"
#include "layoutcheck/process/private_folder.h"

namespace layoutcheck {

/// A temporary worktree of git that has one revision checked out; it is gone with the object.
/// Hooks do not run, and neither the working tree nor the index changes.
class GitWorktree {
 public:
  /// Throws Error if there is no git, no repository, or no such revision.
  explicit GitWorktree(const std::string& revision);
  ~GitWorktree();
  GitWorktree(const GitWorktree&) = delete;
  GitWorktree& operator=(const GitWorktree&) = delete;

  /// The command with its paths in the worktree instead of the working tree, but for what only the
  /// build directory has: generated files. Include paths and the like may be relative.
  CompileCommand mapped(const CompileCommand& command, const std::string& build_directory) const;

  /// The configuration that holds for the working directory in that revision. `here` is the one
  /// that holds in the working tree; it still does if it lies outside the repository.
  Config config(const Config& here) const;

  /// Paths of the worktree in `text` as they are in the repository.
  std::string without_worktree(std::string text) const;

 private:
  std::filesystem::path mapped(const std::filesystem::path& path,
                               const std::filesystem::path& build_directory) const;

  PrivateFolder folder_;
  std::filesystem::path working_tree_;
  std::filesystem::path sources_;
};

/// Whether the working directory is in a repository that knows the revision.
bool is_revision(const std::string& name);

}  // namespace layoutcheck
