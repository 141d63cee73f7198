// SPDX-License-Identifier: MIT
#include "layoutcheck/model/line_sizes.h"

#include <catch2/catch.hpp>

namespace layoutcheck {

using Sizes = std::vector<std::uint64_t>;

TEST_CASE("each architecture has its line size", "[layoutcheck][model]") {
  CHECK(default_line_sizes("x86_64-pc-linux-gnu") == Sizes{64});
  CHECK(default_line_sizes("aarch64-unknown-linux-gnu") == Sizes{64});
  CHECK(default_line_sizes("powerpc64le-unknown-linux-gnu") == Sizes{128});
  CHECK(default_line_sizes("s390x-unknown-linux-gnu") == Sizes{256});
  CHECK(default_line_sizes("riscv64-unknown-linux-gnu") == Sizes{64});
}

TEST_CASE("Apple's arm64 has lines of 128 bytes", "[layoutcheck][model]") {
  CHECK(default_line_sizes("arm64-apple-macosx14.0.0") == Sizes{128});
  CHECK(default_line_sizes("aarch64-apple-darwin") == Sizes{128});
  CHECK(default_line_sizes("x86_64-apple-macosx14.0.0") == Sizes{64});
}

TEST_CASE("an unknown architecture gets 64", "[layoutcheck][model]") {
  CHECK(default_line_sizes("vax-unknown-netbsd") == Sizes{64});
}

}  // namespace layoutcheck
