// SPDX-License-Identifier: MIT
//
// The exact rank-sum test and the shift that goes with it, on answers found elsewhere.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <numeric>
#include <random>
#include <vector>

#include "reports/stats/hodges_lehmann.h"
#include "reports/stats/mann_whitney.h"
#include "reports/stats/rank_sum_distribution.h"

namespace reports {
namespace {

using Sample = std::vector<double>;

// Permeability constants of the human chorioamnion at term and at 12 to 26 weeks: Hollander &
// Wolfe, "Nonparametric Statistical Methods" (1973), table 4.1; the example of R's wilcox.test.
const Sample at_term = {0.80, 0.83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, 0.73, 1.46};
const Sample at_12_to_26_weeks = {1.15, 0.88, 0.90, 0.74, 1.21};

/// The pairs in which left is larger, ties counting half: the statistic U.
double pairs_above(const Sample& left, const Sample& right) {
  double pairs = 0;
  for (const double a : left) {
    for (const double b : right) pairs += a > b ? 1 : a == b ? 0.5 : 0;
  }
  return pairs;
}

/// The p-value from its definition: every way to split the pooled values is tried.
double enumerated_p(const Sample& left, const Sample& right) {
  Sample pooled = left;
  pooled.insert(pooled.end(), right.begin(), right.end());
  const double expected = static_cast<double>(left.size() * right.size()) / 2;
  const double distance = std::abs(pairs_above(left, right) - expected);

  std::vector<int> is_left(pooled.size(), 0);
  std::fill(is_left.end() - static_cast<std::ptrdiff_t>(left.size()), is_left.end(), 1);
  double all = 0;
  double far = 0;
  do {
    Sample a;
    Sample b;
    for (std::size_t i = 0; i < pooled.size(); ++i) (is_left[i] != 0 ? a : b).push_back(pooled[i]);
    all += 1;
    far += std::abs(pairs_above(a, b) - expected) >= distance ? 1 : 0;
  } while (std::next_permutation(is_left.begin(), is_left.end()));
  return far / all;
}

Sample random_sample(std::mt19937& random, int size, int distinct_values) {
  Sample sample;
  for (int i = 0; i < size; ++i) {
    sample.push_back(static_cast<double>(random() % static_cast<unsigned>(distinct_values)));
  }
  return sample;
}

/// P(U <= limit) for samples without ties.
double at_most(int left, int right, int limit) {
  return RankSumDistribution(untied_ranks(left + right), left)
      .at_most(limit + left * (left + 1) / 2);
}

}  // namespace

TEST_CASE("the rank-sum test gives the published p-value of a textbook example",
          "[reports][stats]") {
  // One-sided, R prints W = 35, p-value = 0.1272.
  CHECK(pairs_above(at_term, at_12_to_26_weeks) == 35);
  CHECK(mann_whitney_p(at_term, at_12_to_26_weeks) == Approx(2 * 0.1272).epsilon(0.001));
}

TEST_CASE("the null distribution equals the tables of Mann and Whitney", "[reports][stats]") {
  // Mann & Whitney (1947), table I: probability of a U not larger than the one given.
  CHECK(at_most(3, 3, 0) == Approx(0.05));
  CHECK(at_most(3, 3, 1) == Approx(0.10));
  CHECK(at_most(4, 4, 3) == Approx(0.100).margin(0.0005));
  CHECK(at_most(5, 5, 4) == Approx(0.048).margin(0.0005));
  CHECK(at_most(6, 6, 7) == Approx(0.047).margin(0.0005));
  CHECK(at_most(7, 7, 11) == Approx(0.049).margin(0.0005));
  CHECK(at_most(8, 8, 15) == Approx(0.041).margin(0.001));
}

TEST_CASE("the critical values of U are those of the published tables", "[reports][stats]") {
  // Two-sided 5 % for 8 and 8, 10 and 10, 20 and 20: 13, 23, 127 (Hollander & Wolfe, table A.5).
  const auto [size, critical] =
      GENERATE(table<int, int>({{5, 2}, {8, 13}, {10, 23}, {12, 37}, {15, 64}, {20, 127}}));
  CAPTURE(size);

  CHECK(at_most(size, size, critical) <= 0.025);
  CHECK(at_most(size, size, critical + 1) > 0.025);
}

TEST_CASE("the exact p-value equals brute-force enumeration, with and without ties",
          "[reports][stats]") {
  std::mt19937 random(20240229);
  for (int round = 0; round < 400; ++round) {
    const int left_size = 1 + static_cast<int>(random() % 6);
    const int right_size = 1 + static_cast<int>(random() % 5);
    const int distinct_values = 1 + static_cast<int>(random() % 30);
    const Sample left = random_sample(random, left_size, distinct_values);
    const Sample right = random_sample(random, right_size, distinct_values);
    CAPTURE(left, right);

    REQUIRE(mann_whitney_p(left, right) == Approx(enumerated_p(left, right)).epsilon(1e-12));
  }
}

TEST_CASE("swapping the samples or rescaling the values leaves the p-value", "[reports][stats]") {
  std::mt19937 random(7);
  for (int round = 0; round < 50; ++round) {
    const Sample left = random_sample(random, 9, 25);
    const Sample right = random_sample(random, 12, 25);
    Sample left_scaled;
    Sample right_scaled;
    for (const double value : left) left_scaled.push_back(std::exp(value / 7));
    for (const double value : right) right_scaled.push_back(std::exp(value / 7));

    const double p = mann_whitney_p(left, right);

    REQUIRE(p > 0);
    REQUIRE(p <= 1);
    REQUIRE(mann_whitney_p(right, left) == Approx(p));
    REQUIRE(mann_whitney_p(left_scaled, right_scaled) == Approx(p));
  }
}

TEST_CASE("samples that cannot differ have p-value 1", "[reports][stats]") {
  CHECK(mann_whitney_p(Sample(10, 3.0), Sample(10, 3.0)) == 1);
  CHECK(mann_whitney_p(Sample{1}, Sample{2}) == 1);
  CHECK(mann_whitney_p(Sample(40, 3.0), Sample(40, 3.0)) == 1);
}

TEST_CASE("however far apart large samples are, p is above 0", "[reports][stats]") {
  Sample left(3000, 1.0);
  Sample right(3000, 2.0);

  CHECK(mann_whitney_p(left, right) > 0);
  CHECK(mann_whitney_p(left, right) < 1e-300);
  CHECK(smallest_mann_whitney_p(3000, 3000) > 0);
}

TEST_CASE("separated samples reach the smallest p-value and no less", "[reports][stats]") {
  const int size = GENERATE(1, 2, 4, 8, 10, 25);
  Sample left;
  Sample right;
  for (int i = 0; i < size; ++i) {
    left.push_back(i);
    right.push_back(100 + i);
  }

  CHECK(mann_whitney_p(left, right) == Approx(smallest_mann_whitney_p(size, size)));
}

TEST_CASE("8 launches a side cannot do better than 2 in 12870", "[reports][stats]") {
  CHECK(smallest_mann_whitney_p(8, 8) == Approx(2.0 / 12870));
  CHECK(smallest_mann_whitney_p(5, 5) == Approx(0.0079).margin(0.00005));
}

TEST_CASE("beyond the exact limit the approximation is as good as the exact answer",
          "[reports][stats]") {
  std::mt19937 random(11);
  std::normal_distribution<double> noise;
  for (int round = 0; round < 20; ++round) {
    Sample left;
    Sample right;
    for (int i = 0; i < 30; ++i) {
      left.push_back(noise(random));
      right.push_back(noise(random) + 0.05 * round);
    }
    const int distance = static_cast<int>(std::abs(pairs_above(left, right) - 450));
    const RankSumDistribution sums(untied_ranks(60), 30);
    const double exact = sums.at_least_so_far_from(30 * 61 / 2, distance);

    REQUIRE(mann_whitney_p(left, right) == Approx(exact).margin(0.005));
  }
}

TEST_CASE("the shift and its interval are those of the textbook example", "[reports][stats]") {
  // R: difference in location 0.305, 95 percent confidence interval -0.15 0.76.
  const Shift shift = hodges_lehmann(at_12_to_26_weeks, at_term, 0.95);

  CHECK(shift.estimate == Approx(0.305));
  REQUIRE(shift.interval);
  CHECK(shift.interval->low == Approx(-0.15));
  CHECK(shift.interval->high == Approx(0.76));
}

TEST_CASE("too few values have a shift and no interval", "[reports][stats]") {
  // 3 and 3: the widest interval covers 1 - 2/20 = 90 %.
  CHECK(hodges_lehmann(Sample{1, 2, 3}, Sample{11, 12, 13}, 0.90).interval == Interval{8, 12});
  CHECK(hodges_lehmann(Sample{1, 2, 3}, Sample{11, 12, 13}, 0.95).interval == std::nullopt);
  CHECK(hodges_lehmann(Sample{1}, Sample{3}, 0.90).estimate == 2);
  CHECK(hodges_lehmann(Sample{1}, Sample{3}, 0.90).interval == std::nullopt);
}

TEST_CASE("thousands of launches a side still have an interval", "[reports][stats]") {
  std::vector<double> values(1300);
  std::iota(values.begin(), values.end(), 0.0);

  const Shift shift = hodges_lehmann(values, values, 0.90);

  // 1.645 standard errors of the shift of a uniform distribution: 1300 / sqrt(6 * 1300).
  CHECK(shift.estimate == 0);
  REQUIRE(shift.interval);
  CHECK(shift.interval->high == Approx(24).margin(2));
  CHECK(shift.interval->low == -shift.interval->high);
}

TEST_CASE("equal values shift by nothing, for sure", "[reports][stats]") {
  const Shift shift = hodges_lehmann(Sample(8, 5.0), Sample(8, 5.0), 0.90);

  CHECK(shift.estimate == 0);
  CHECK(shift.interval == Interval{0, 0});
}

TEST_CASE("the interval covers the true shift about as often as it says", "[reports][stats]") {
  const int size = GENERATE(8, 10, 30);
  std::mt19937 random(3);
  std::normal_distribution<double> noise;
  int covered = 0;
  for (int round = 0; round < 1000; ++round) {
    Sample left;
    Sample right;
    for (int i = 0; i < size; ++i) {
      left.push_back(noise(random));
      right.push_back(noise(random) + 0.5);
    }
    const Interval interval = *hodges_lehmann(left, right, 0.90).interval;
    covered += interval.low <= 0.5 && 0.5 <= interval.high ? 1 : 0;
  }

  CHECK(covered >= 880);
  CHECK(covered <= 950);
}

}  // namespace reports
