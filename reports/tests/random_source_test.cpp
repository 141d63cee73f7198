// SPDX-License-Identifier: MIT
#include <array>
#include <catch2/catch.hpp>

#include "reports/stats/random_source.h"

namespace reports {

TEST_CASE("the random source gives the published numbers of SplitMix64", "[reports][stats]") {
  // The first five for seed 1234567, as listed at rosettacode.org/wiki/Pseudo-random_numbers.
  RandomSource random(1234567);

  CHECK(random.next() == 6457827717110365317u);
  CHECK(random.next() == 3203168211198807973u);
  CHECK(random.next() == 9817491932198370423u);
  CHECK(random.next() == 4593380528125082431u);
  CHECK(random.next() == 16408922859458223821u);
}

TEST_CASE("uniform and normal numbers have the moments that they should", "[reports][stats]") {
  RandomSource random(1);
  constexpr int count = 20000;
  double uniform = 0;
  double normal = 0;
  double squares = 0;
  for (int i = 0; i < count; ++i) {
    uniform += random.uniform();
    const double value = random.normal();
    normal += value;
    squares += value * value;
  }

  CHECK(uniform / count == Approx(0.5).margin(0.01));
  CHECK(normal / count == Approx(0).margin(0.03));
  CHECK(squares / count == Approx(1).margin(0.04));
}

TEST_CASE("numbers below a bound are about equally often each of them", "[reports][stats]") {
  RandomSource random(2);
  std::array<int, 7> counts{};
  for (int i = 0; i < 7000; ++i) ++counts.at(random.below(7));

  for (const int count : counts) {
    CHECK(count > 850);
    CHECK(count < 1150);
  }
}

TEST_CASE("a split source depends on its label and leaves the source as it was",
          "[reports][stats]") {
  RandomSource random(3);
  RandomSource one = random.split(1);
  RandomSource two = random.split(2);

  CHECK(one.next() != two.next());
  CHECK(random.split(1).next() == RandomSource(3).split(1).next());
  CHECK(random.next() == RandomSource(3).next());
}

}  // namespace reports
