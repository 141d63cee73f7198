// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>

namespace reports {

/// While it lives, no other process measures into the folder, which it makes if there is none.
/// Throws Error if that fails, or if another process does.
class FolderLock {
 public:
  explicit FolderLock(const std::filesystem::path& folder);
  ~FolderLock();
  FolderLock(const FolderLock&) = delete;
  FolderLock& operator=(const FolderLock&) = delete;

 private:
  int descriptor_ = -1;
};

}  // namespace reports
