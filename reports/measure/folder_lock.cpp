// SPDX-License-Identifier: MIT
#include "reports/measure/folder_lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

#include "reports/model/error.h"

namespace reports {

// Not closed on exec: a benchmark that outlives a killed session holds the lock on, since it would
// disturb the next one.
FolderLock::FolderLock(const std::filesystem::path& folder) {
  std::error_code failure;
  std::filesystem::create_directories(folder, failure);
  if (!failure) {
    descriptor_ = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY);
    if (descriptor_ < 0) failure.assign(errno, std::generic_category());
  }
  if (failure) {
    throw Error(folder.string() + ": cannot be made or opened as a folder: " + failure.message() +
                "; choose another -o");
  }
  if (::flock(descriptor_, LOCK_EX | LOCK_NB) == 0) return;
  ::close(descriptor_);
  throw Error(folder.string() +
              ": another measurement, or a benchmark that it left behind, is using this folder; "
              "wait for its end, or choose another -o");
}

FolderLock::~FolderLock() {
  ::close(descriptor_);
}

}  // namespace reports
