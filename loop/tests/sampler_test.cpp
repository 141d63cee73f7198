// SPDX-License-Identifier: MIT
#include "loop/sampler.h"

#include <catch2/catch.hpp>
#include <limits>

namespace loop {
namespace {

int picks_of(Sampler& sampler, std::uint32_t one_in, int draws) {
  int picks = 0;
  for (int i = 0; i < draws; ++i) picks += sampler.picks(Sampler::one_in(one_in));
  return picks;
}

}  // namespace

TEST_CASE("one in one is every one", "[loop][metrics]") {
  Sampler sampler;
  CHECK(picks_of(sampler, 1, 100'000) == 100'000);
}

TEST_CASE("a sampler picks about one in N", "[loop][metrics]") {
  Sampler sampler;
  const std::uint32_t one_in = GENERATE(2U, 3U, 16U, 100U);
  const int expected = 1'000'000 / static_cast<int>(one_in);
  CHECK(picks_of(sampler, one_in, 1'000'000) == Approx(expected).epsilon(0.05));
}

TEST_CASE("the rarest choice is possible and rare", "[loop][metrics]") {
  CHECK(Sampler::one_in(std::numeric_limits<std::uint32_t>::max()) == 1);
  Sampler sampler;
  CHECK(picks_of(sampler, std::numeric_limits<std::uint32_t>::max(), 10'000) < 2);
}

TEST_CASE("work that repeats does not always have the same part picked", "[loop][metrics]") {
  Sampler sampler;
  int picks[16] = {};
  for (int round = 0; round < 100'000; ++round) {
    for (int& part : picks) part += sampler.picks(Sampler::one_in(16));
  }
  for (const int part : picks) CHECK(part == Approx(100'000 / 16).epsilon(0.1));
}

}  // namespace loop
