// SPDX-License-Identifier: MIT
#include "loop/tests/js/promise_program.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdint>
#include <random>
#include <vector>

namespace loop::js {
namespace {

constexpr std::uint32_t seed_count = 3000;

std::vector<std::uint8_t> random_bytes(std::uint32_t seed) {
  std::mt19937 random(seed);
  std::vector<std::uint8_t> bytes(16 + random() % 400);
  for (std::uint8_t& byte : bytes) byte = static_cast<std::uint8_t>(random());
  return bytes;
}

}  // namespace

TEST_CASE("generated programs of promises do on the loop what they do on a simple model",
          "[js][promise]") {
  for (std::uint32_t seed = 0; seed < seed_count; ++seed) {
    INFO("seed " << seed);
    REQUIRE_NOTHROW(compare_promises_with_model(random_bytes(seed)));
  }
}

TEST_CASE("generated programs do everything that programs can do, and meet every end",
          "[js][promise]") {
  std::vector<int> counts(static_cast<std::size_t>(Operation::Kind::microtask) + 1);
  Log log;
  for (std::uint32_t seed = 0; seed < seed_count; ++seed) {
    const Program program = read_program(random_bytes(seed));
    for (const Operation& operation : program) ++counts[static_cast<std::size_t>(operation.kind)];
    for (std::string& line : run_on_model(program)) log.push_back(std::move(line));
  }
  for (const int count : counts) CHECK(count > 1000);
  for (const char* words : {"gets value", "gets error", "gets the end", "unhandled", "handled late",
                            "error 999", "error 1000", "pending"}) {
    INFO(words);
    CHECK(std::count_if(log.begin(), log.end(), [&](const std::string& line) {
            return line.find(words) != std::string::npos;
          }) > 10);
  }
}

}  // namespace loop::js
