// SPDX-License-Identifier: MIT
//
// What a change point is and is not. The rates are measured at length by bench/verdict_rates.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>

#include "reports/stats/change_points.h"
#include "reports/stats/least_deviation_split.h"
#include "reports/stats/median.h"
#include "reports/stats/random_source.h"

namespace reports {
namespace {

/// Independent values with a deviation of 2 %, at these levels for so many values each.
struct Level {
  std::size_t count;
  double level;
};

std::vector<double> series_of(std::uint64_t seed, const std::vector<Level>& levels) {
  RandomSource random(seed);
  std::vector<double> series;
  for (const auto& [count, level] : levels) {
    for (std::size_t i = 0; i < count; ++i) series.push_back(level + 0.02 * random.normal());
  }
  return series;
}

/// What the values deviate from the medians of the first `left` and of the others.
double deviations(const std::vector<double>& series, std::size_t left) {
  const auto middle = series.begin() + static_cast<std::ptrdiff_t>(left);
  double sum = 0;
  for (const auto& side :
       {std::vector(series.begin(), middle), std::vector(middle, series.end())}) {
    for (const double value : side) sum += std::abs(value - median(side));
  }
  return sum;
}

}  // namespace

TEST_CASE("a step is found where it is, with its size and what lies around it",
          "[reports][stats]") {
  const auto points = change_points(series_of(1, {{30, 0.0}, {20, 0.1}}), {});

  REQUIRE(points.size() == 1);
  CHECK(points[0].index == 30);
  CHECK(points[0].before == 30);
  CHECK(points[0].after == 20);
  CHECK(points[0].shift == Approx(0.1).margin(0.015));
  CHECK(points[0].p == Approx(1.0 / 2000));
}

TEST_CASE("several steps are found in order, down as well as up", "[reports][stats]") {
  const auto points =
      change_points(series_of(2, {{25, 0.0}, {25, 0.1}, {30, 0.25}, {40, 0.05}}), {});

  REQUIRE(points.size() == 3);
  CHECK(points[0].index == Approx(25).margin(2));
  CHECK(points[1].index == Approx(50).margin(2));
  CHECK(points[2].index == Approx(80).margin(2));
  CHECK(points[1].before == points[1].index - points[0].index);
  CHECK(points[1].after == points[2].index - points[1].index);
  CHECK(points[2].shift == Approx(-0.2).margin(0.02));
}

TEST_CASE("the p-value of the whole choice of a split is that of all orders", "[reports][stats]") {
  // Two and two of four distinct values: the one split separates them in 8 of 24 orders. Ten
  // permutations do as well long before the last, which makes the estimate too large by a tenth.
  ChangePointOptions options;
  options.least_segment = 2;
  options.largest_p = 0.999;
  options.least_shift = 0;
  double sum = 0;
  constexpr int seeds = 400;
  for (int seed = 0; seed < seeds; ++seed) {
    options.seed = static_cast<std::uint64_t>(seed);
    const auto points = change_points(std::vector<double>{1, 2, 6, 7}, options);
    sum += points.empty() ? 1 : points[0].p;
  }

  CHECK(sum / seeds == Approx(8.0 / 24).epsilon(0.15));
}

TEST_CASE("a change is placed where absolute deviations are least", "[reports][stats]") {
  RandomSource random(4);
  for (int round = 0; round < 100; ++round) {
    std::vector<double> series;
    for (std::size_t i = 4 + random.below(9); i > 0; --i) series.push_back(random.normal());
    double least = 1e9;
    for (std::size_t left = 2; left + 2 <= series.size(); ++left) {
      least = std::min(least, deviations(series, left));
    }
    CAPTURE(series);

    REQUIRE(deviations(series, least_deviation_split(series, 2)) == Approx(least));
  }
}

TEST_CASE("up to three outliers in a row are no change of level, however large",
          "[reports][stats]") {
  const std::size_t length = GENERATE(10u, 60u, 200u);
  const std::size_t outliers = GENERATE(1u, 2u, 3u);
  CAPTURE(length, outliers);
  for (std::size_t first = 0; first + outliers <= length; first += 7) {
    std::vector<double> series = series_of(first, {{length, 0.0}});
    for (std::size_t i = 0; i < outliers; ++i) series[first + i] += 5;
    for (std::size_t i = 0; i < outliers; ++i) series[length - 1 - i] += 5;

    REQUIRE(change_points(series, {}).empty());
  }
}

TEST_CASE("a shift that matters to nobody is no change point, however clear", "[reports][stats]") {
  std::vector<double> series(60, 1.0);
  for (std::size_t i = 30; i < 60; ++i) series[i] = 1.01;

  CHECK(change_points(series, {}).empty());
  CHECK(change_points(series, {.least_shift = 0.005}).size() == 1);
}

TEST_CASE("a small step between two large ones is taken out and they stay", "[reports][stats]") {
  std::vector<double> series;
  for (const auto& [count, level] : std::vector<Level>{{30, 0}, {30, 1}, {30, 1.01}, {30, 2}}) {
    series.insert(series.end(), count, level);
  }

  const auto points = change_points(series, {});

  REQUIRE(points.size() == 2);
  CHECK(points[0].index == 30);
  CHECK(points[1].index == 90);
  CHECK(points[1].before == 60);
}

TEST_CASE("a hundred steps too small to matter are taken out one by one, and what is left matters",
          "[reports][stats]") {
  std::vector<double> series;  // 150 levels of four values each
  for (int level = 0; level < 150; ++level) series.insert(series.end(), 4, 0.001 * level);

  const auto points =
      change_points(series, {.largest_p = 0.05, .least_shift = 0.05, .most_permutations = 199});

  REQUIRE(!points.empty());
  std::size_t first = 0;
  for (std::size_t i = 0; i < points.size(); ++i) {
    const std::size_t last = i + 1 < points.size() ? points[i + 1].index : series.size();
    CHECK(points[i].before == points[i].index - first);
    CHECK(points[i].after == last - points[i].index);
    CHECK(points[i].shift >= 0.05);
    first = points[i].index;
  }
}

TEST_CASE("series that cannot show a change have none", "[reports][stats]") {
  CHECK(change_points({}, {}).empty());
  CHECK(change_points(std::vector<double>{1}, {}).empty());
  CHECK(change_points(std::vector<double>{1, 1, 1, 9, 9, 9, 9}, {}).empty());
  CHECK(change_points(std::vector<double>(100, 3.0), {}).empty());
}

TEST_CASE("what is found depends on the values and the seed alone", "[reports][stats]") {
  const std::vector<double> series = series_of(5, {{30, 0.0}, {30, 0.03}});
  const auto once = change_points(series, {.seed = 7, .largest_p = 0.05});
  const auto again = change_points(series, {.seed = 7, .largest_p = 0.05});

  REQUIRE(once.size() == again.size());
  for (std::size_t i = 0; i < once.size(); ++i) {
    CHECK(once[i].index == again[i].index);
    CHECK(once[i].p == again[i].p);
  }
}

TEST_CASE("a level that wanders slowly has fewer change points than its values alone would say",
          "[reports][stats]") {
  // A first-order autoregression with 0.6: without the adjustment one series in five has one.
  constexpr int rounds = 300;
  int with_change = 0;
  for (int round = 0; round < rounds; ++round) {
    RandomSource random(static_cast<std::uint64_t>(round));
    std::vector<double> series = {0.02 * random.normal()};
    while (series.size() < 60) series.push_back(0.6 * series.back() + 0.016 * random.normal());
    with_change += change_points(series, {}).empty() ? 0 : 1;
  }

  CHECK(with_change <= rounds * 0.03);
}

TEST_CASE("unchanged series rarely have a change point, and a step of 5 % is found",
          "[reports][stats]") {
  constexpr int rounds = 300;
  int false_alarms = 0;
  int found = 0;
  for (std::uint64_t round = 0; round < rounds; ++round) {
    false_alarms += change_points(series_of(round, {{60, 0.0}}), {}).empty() ? 0 : 1;
    const std::size_t before = 20 + round % 21;
    const double step = std::log(1.05);
    found +=
        change_points(series_of(round, {{before, 0.0}, {60 - before, step}}), {}).empty() ? 0 : 1;
  }

  CHECK(false_alarms <= rounds * 0.01);
  CHECK(found >= rounds * 0.97);
}

}  // namespace reports
