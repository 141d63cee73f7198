// SPDX-License-Identifier: MIT
#include "layoutcheck/extract/resource_directory.h"

#include <filesystem>

#include <catch2/catch.hpp>

#include "layoutcheck/tests/temporary_folder.h"

namespace layoutcheck {

TEST_CASE("clang's headers are those of the first folder that has them", "[layoutcheck][extract]") {
  const TemporaryFolder folder;
  folder.write("first/readme", "no headers");
  folder.write("second/include/stddef.h", "");
  folder.write("third/include/stddef.h", "");
  const std::string second = folder.path("second");
  CHECK(first_with_headers(
            {folder.path("none"), folder.path("first"), second, folder.path("third")}) == second);
  CHECK(first_with_headers({folder.path("first")}) == "");
  CHECK(first_with_headers({}) == "");
}

TEST_CASE("the build's own clang has headers", "[layoutcheck][extract]") {
  CHECK(std::filesystem::exists(resource_directory() + "/include/stddef.h"));
}

}  // namespace layoutcheck
