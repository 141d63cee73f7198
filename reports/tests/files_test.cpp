// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>
#include <filesystem>
#include <iterator>

#include "reports/files/read_file.h"
#include "reports/files/write_file.h"
#include "reports/model/error.h"
#include "reports/tests/support/temporary_folder.h"

namespace reports {

TEST_CASE("what was written is what is read, whatever the bytes", "[reports][files]") {
  const TemporaryFolder folder;
  const std::string bytes("a\0\r\n\xff", 5);

  write_file(folder.path() / "file", "longer, and there before");
  write_file(folder.path() / "file", bytes);

  CHECK(read_file(folder.path() / "file") == bytes);
}

TEST_CASE("a file that cannot be replaced leaves nothing beside it", "[reports][files]") {
  const TemporaryFolder folder;
  std::filesystem::create_directory(folder.path() / "taken");

  CHECK_THROWS_AS(write_file(folder.path() / "taken", "bytes"), Error);
  CHECK_THROWS_AS(write_file("/dev/null", "bytes"), Error);
  CHECK_THROWS_AS(write_file(folder.path() / "no-folder" / "file", "bytes"), Error);

  using Iterator = std::filesystem::directory_iterator;
  CHECK(std::distance(Iterator(folder.path()), Iterator()) == 1);
}

TEST_CASE("a folder or a missing name is an error that names it", "[reports][files]") {
  const TemporaryFolder folder;

  CHECK_THROWS_WITH(read_file(folder.path()), Catch::Contains("is a directory"));
  CHECK_THROWS_WITH(read_file(folder.path() / "gone"), Catch::Contains("gone: cannot be read: No"));
}

}  // namespace reports
