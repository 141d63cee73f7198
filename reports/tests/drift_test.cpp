// SPDX-License-Identifier: MIT
#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <cstdlib>
#include <numeric>
#include <vector>

#include "reports/stats/drift.h"
#include "reports/stats/random_source.h"

namespace reports {
namespace {

int score(const std::vector<double>& values) {
  int sum = 0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    for (std::size_t j = i + 1; j < values.size(); ++j) {
      sum += (values[j] > values[i] ? 1 : 0) - (values[j] < values[i] ? 1 : 0);
    }
  }
  return sum;
}

/// The p-value from its definition: all orders of distinct values.
double enumerated_p(const std::vector<double>& values) {
  std::vector<double> order = values;
  std::sort(order.begin(), order.end());
  double all = 0;
  double far = 0;
  do {
    all += 1;
    far += std::abs(score(order)) >= std::abs(score(values)) ? 1 : 0;
  } while (std::next_permutation(order.begin(), order.end()));
  return far / all;
}

std::vector<double> noisy_line(RandomSource& random, std::size_t size, double slope) {
  std::vector<double> values;
  for (std::size_t i = 0; i < size; ++i) {
    values.push_back(slope * static_cast<double>(i) + random.normal());
  }
  return values;
}

std::vector<double> counted(std::size_t size) {
  std::vector<double> times(size);
  std::iota(times.begin(), times.end(), 0.0);
  return times;
}

}  // namespace

TEST_CASE("the trend test gives the chances of Kendall's table", "[reports][stats]") {
  // Kendall (1975), table 1, one-sided: n = 4, S = 6: 0.042; n = 5, S = 8: 0.042.
  CHECK(mann_kendall_p(std::vector<double>{1, 2, 3, 4}) == Approx(2 * 0.042).margin(0.001));
  CHECK(mann_kendall_p(std::vector<double>{1, 2, 4, 3, 5}) == Approx(2 * 0.042).margin(0.001));
  CHECK(mann_kendall_p(std::vector<double>{2, 1}) == Approx(1));
}

TEST_CASE("the exact trend test equals the enumeration of all orders", "[reports][stats]") {
  RandomSource random(1);
  for (int round = 0; round < 20; ++round) {
    const std::vector<double> values = noisy_line(random, 2 + random.below(6), 0.4);
    CAPTURE(values);

    REQUIRE(mann_kendall_p(values) == Approx(enumerated_p(values)).epsilon(1e-12));
  }
}

TEST_CASE("with ties the trend test is close to the enumeration of all orders",
          "[reports][stats]") {
  // Equal values change places with themselves, so distinct orders are equally likely.
  const std::vector<double> values = {1, 1, 3, 2, 4, 3, 5, 5, 6};
  REQUIRE(score(values) == 29);

  CHECK(mann_kendall_p(values) == Approx(enumerated_p(values)).margin(0.002));
}

TEST_CASE("a single tie, which makes the trend test approximate, hardly changes it",
          "[reports][stats]") {
  RandomSource random(2);
  for (int round = 0; round < 20; ++round) {
    std::vector<double> values = noisy_line(random, 30, 0.02);
    const double exact = mann_kendall_p(values);
    std::vector<double> order = values;
    std::sort(order.begin(), order.end());
    std::replace(values.begin(), values.end(), order[14], order[15]);

    REQUIRE(mann_kendall_p(values) == Approx(exact).margin(0.03));
  }
}

TEST_CASE("values that are all equal have no trend", "[reports][stats]") {
  CHECK(mann_kendall_p(std::vector<double>(12, 3.0)) == 1);
}

TEST_CASE("a trend is called in as many series without one as the level says", "[reports][stats]") {
  RandomSource random(3);
  const std::size_t size = GENERATE(20u, 60u);
  int called = 0;
  for (int round = 0; round < 1000; ++round) {
    called += mann_kendall_p(noisy_line(random, size, 0)) <= 0.05 ? 1 : 0;
  }

  CHECK(called >= 30);
  CHECK(called <= 70);
}

TEST_CASE("the slope is that of Sen's example", "[reports][stats]") {
  // Sen (1968), §6: the slope is 4. P(S >= 13) = (1 + 6 + 20 + 49 + 98) / 7! = 0.0345, so that 93 %
  // leave out four of the 21 slopes on each side.
  const std::vector<double> times = {1, 2, 3, 4, 10, 12, 18};
  const std::vector<double> values = {9, 15, 19, 20, 45, 55, 78};

  const Slope slope = theil_sen(times, values, 0.93);

  CHECK(slope.estimate == Approx(4));
  REQUIRE(slope.interval);
  CHECK(slope.interval->low == Approx(15.0 / 4));
  CHECK(slope.interval->high == Approx(46.0 / 11));
}

TEST_CASE("too few values have a slope and no interval", "[reports][stats]") {
  const Slope slope = theil_sen(counted(3), std::vector<double>{1, 3, 5}, 0.90);

  CHECK(slope.estimate == 2);
  CHECK(slope.interval == std::nullopt);
}

TEST_CASE("the interval of the slope covers the true one about as often as it says",
          "[reports][stats]") {
  RandomSource random(4);
  const std::size_t size = GENERATE(12u, 60u);
  const int rounds = size == 12 ? 600 : 300;
  int covered = 0;
  for (int round = 0; round < rounds; ++round) {
    const Interval interval =
        *theil_sen(counted(size), noisy_line(random, size, 0.1), 0.90).interval;
    covered += interval.low <= 0.1 && 0.1 <= interval.high ? 1 : 0;
  }

  CHECK(covered >= rounds * 0.86);
  CHECK(covered <= rounds * 0.96);
}

}  // namespace reports
