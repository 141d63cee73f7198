// SPDX-License-Identifier: MIT
#include "layoutcheck/extract/resource_directory.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>

#include <clang/Basic/Version.h>

#include "layoutcheck/error.h"

namespace layoutcheck {
namespace {

constexpr const char* kVariable = "LAYOUTCHECK_RESOURCE_DIR";
const std::string kVersion = std::to_string(CLANG_VERSION_MAJOR);

bool has_headers(const std::string& folder) {
  std::error_code ignored;
  return std::filesystem::exists(folder + "/include/stddef.h", ignored);
}

std::vector<std::string> usual_places() {
  std::vector<std::string> places = {LAYOUTCHECK_CLANG_RESOURCE_DIR};
  std::error_code error;
  const auto program = std::filesystem::read_symlink("/proc/self/exe", error);
  if (!error) {
    const auto prefix = program.parent_path().parent_path();
    places.push_back((prefix / "lib/clang" / kVersion).string());
  }
  for (const std::string& prefix :
       {"/usr/lib/llvm-" + kVersion, std::string("/usr"), std::string("/usr/local"),
        "/usr/local/opt/llvm@" + kVersion, "/opt/homebrew/opt/llvm@" + kVersion}) {
    places.push_back(prefix + "/lib/clang/" + kVersion);
    places.push_back(prefix + "/lib64/clang/" + kVersion);
  }
  return places;
}

}  // namespace

std::string first_with_headers(const std::vector<std::string>& folders) {
  const auto found = std::find_if(folders.begin(), folders.end(), has_headers);
  return found == folders.end() ? "" : *found;
}

std::string resource_directory() {
  if (const char* named = std::getenv(kVariable)) {
    if (has_headers(named)) return named;
    throw Error(std::string(kVariable) + '=' + named + ": no include/stddef.h in it; name what " +
                "'clang-" + kVersion + " -print-resource-dir' prints, or unset it");
  }
  static const std::string found = first_with_headers(usual_places());
  if (!found.empty()) return found;
  throw Error("clang " + kVersion + "'s built-in headers (stddef.h) are not in " +
              LAYOUTCHECK_CLANG_RESOURCE_DIR + " nor in another usual place; install clang-" +
              kVersion + ", or set " + kVariable + " to what 'clang-" + kVersion +
              " -print-resource-dir' prints");
}

}  // namespace layoutcheck
