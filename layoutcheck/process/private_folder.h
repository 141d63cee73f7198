// SPDX-License-Identifier: MIT
#pragma once

#include <string>

namespace layoutcheck {

/// A folder for files that nobody else sees; gone in the end. Throws Error if it cannot be made.
class PrivateFolder {
 public:
  PrivateFolder();
  ~PrivateFolder();
  PrivateFolder(const PrivateFolder&) = delete;
  PrivateFolder& operator=(const PrivateFolder&) = delete;

  std::string path(const std::string& name) const { return path_ + '/' + name; }

 private:
  std::string path_;
};

}  // namespace layoutcheck
