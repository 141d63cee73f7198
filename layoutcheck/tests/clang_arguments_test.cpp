// SPDX-License-Identifier: MIT
#include "layoutcheck/extract/clang_arguments.h"

#include <catch2/catch.hpp>

namespace layoutcheck {

using Words = std::vector<std::string>;

TEST_CASE("flags that only the building compiler can use are dropped", "[layoutcheck][extract]") {
  CHECK(clang_arguments({"g++", "-O2", "-Werror", "-Werror=shadow", "-pedantic-errors",
                         "-fplugin=x", "-fplugin-arg-x-y", "-fpch-preprocess", "-Winvalid-pch",
                         "-Wall", "a.cpp"}) == Words{"g++", "-O2", "-Wall", "a.cpp"});
}

TEST_CASE("a flag that only begins alike stays", "[layoutcheck][extract]") {
  CHECK(clang_arguments({"g++", "-Werrors", "a.cpp"}) == Words{"g++", "-Werrors", "a.cpp"});
}

TEST_CASE("forced headers go to the front end, precompiled ones nowhere",
          "[layoutcheck][extract]") {
  CHECK(clang_arguments({"g++", "-include", "a.h", "-include-pch", "a.h.pch", "a.cpp"}) ==
        Words{"g++", "-Xclang", "-include", "-Xclang", "a.h", "a.cpp"});
  CHECK(clang_arguments({"clang++", "-Xclang", "-include-pch", "-Xclang", "a.h.pch", "-Xclang",
                         "-include", "-Xclang", "a.h", "a.cpp"}) ==
        Words{"clang++", "-Xclang", "-include", "-Xclang", "a.h", "a.cpp"});
}

TEST_CASE("flags of modules are found", "[layoutcheck][extract]") {
  CHECK(modules_flag({"g++", "-fmodules-ts", "a.cpp"}) == "-fmodules-ts");
  CHECK(modules_flag({"clang++", "-fmodule-file=m=m.pcm", "a.cpp"}) == "-fmodule-file=m=m.pcm");
  CHECK(modules_flag({"g++", "-fno-modules", "a.cpp"}) == std::nullopt);
}

}  // namespace layoutcheck
