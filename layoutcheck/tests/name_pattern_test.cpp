// SPDX-License-Identifier: MIT
#include "layoutcheck/model/name_pattern.h"

#include <catch2/catch.hpp>

namespace layoutcheck {

TEST_CASE("a pattern may leave out outer scopes", "[layoutcheck][model]") {
  CHECK(name_matches("net::Ring", "net::Ring"));
  CHECK(name_matches("Ring", "net::Ring"));
  CHECK(name_matches("io::Ring", "net::io::Ring"));
  CHECK_FALSE(name_matches("net", "net::Ring"));
  CHECK_FALSE(name_matches("ing", "net::Ring"));
  CHECK_FALSE(name_matches("net::Ring", "subnet::Ring"));
}

TEST_CASE("a pattern without template arguments is every instantiation", "[layoutcheck][model]") {
  CHECK(name_matches("Ring", "net::Ring<int>"));
  CHECK(name_matches("net::Ring::Slot", "net::Ring<std::pair<int, char>>::Slot"));
  CHECK_FALSE(name_matches("pair", "net::Ring<std::pair<int, char>>"));
}

TEST_CASE("a pattern with template arguments means these", "[layoutcheck][model]") {
  CHECK(name_matches("Ring<int>", "net::Ring<int>"));
  CHECK(name_matches("Ring<std::pair<int,char> >", "net::Ring<std::pair<int, char>>"));
  CHECK_FALSE(name_matches("Ring<int>", "net::Ring<long>"));
  CHECK_FALSE(name_matches("pair<int>", "net::Ring<std::pair<int>>"));
}

TEST_CASE("a star stands for anything, a question mark for one character", "[layoutcheck][model]") {
  CHECK(name_matches("Ring<*>", "net::Ring<std::vector<int>>"));
  CHECK(name_matches("*", "net::Ring<int>"));
  CHECK(name_matches("net::*", "net::io::Ring"));
  CHECK(name_matches("R*n*g", "Running"));
  CHECK(name_matches("Rin?", "net::Ring"));
  CHECK_FALSE(name_matches("Ring?", "net::Ring"));
  CHECK_FALSE(name_matches("Ring<*", "net::Rung<int>"));
}

TEST_CASE("brackets in a pattern are only brackets", "[layoutcheck][model]") {
  CHECK(name_matches("Ring<int[4]>", "net::Ring<int[4]>"));
  CHECK_FALSE(name_matches("Ring<int[45]>", "net::Ring<int4>"));
}

}  // namespace layoutcheck
