// SPDX-License-Identifier: MIT
#include "loop/duration_histogram.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <chrono>
#include <random>
#include <vector>

namespace loop {

using namespace std::chrono_literals;

namespace {

/// Exact, by the definition: the shortest that at least `percent` do not exceed.
Duration exact_percentile(const std::vector<Duration>& sorted, std::size_t percent) {
  const std::size_t rank = (sorted.size() * percent + 99) / 100;
  return sorted[rank - 1];
}

void check_against_exact(std::vector<Duration> durations) {
  DurationHistogram histogram;
  for (const Duration duration : durations) histogram.add(duration);
  std::sort(durations.begin(), durations.end());
  CHECK(histogram.count() == durations.size());
  CHECK(histogram.max() == durations.back());
  for (unsigned percent = 1; percent <= 100; ++percent) {
    const Duration exact = exact_percentile(durations, percent);
    const Duration reported = histogram.percentile(percent);
    CAPTURE(percent, exact.count(), reported.count());
    REQUIRE(reported >= exact);
    REQUIRE(reported - exact <= exact / 16);
  }
}

}  // namespace

TEST_CASE("an empty histogram has no durations", "[loop][metrics]") {
  const DurationHistogram histogram;
  CHECK(histogram.count() == 0);
  CHECK(histogram.max() == 0ns);
  CHECK(histogram.percentile(1) == 0ns);
  CHECK(histogram.percentile(100) == 0ns);
}

TEST_CASE("percentiles are within a sixteenth of the exact ones", "[loop][metrics]") {
  const unsigned seed = GENERATE(range(0U, 20U));
  CAPTURE(seed);
  std::mt19937_64 random(seed);
  std::vector<Duration> durations(1 + random() % 5000);
  for (Duration& duration : durations) duration = Duration(random() >> (1 + random() % 63));
  check_against_exact(std::move(durations));
}

TEST_CASE("every power of two and its neighbours are within a sixteenth", "[loop][metrics]") {
  for (int bit = 0; bit < 63; ++bit) {
    const std::int64_t power = std::int64_t{1} << bit;
    // Each before a longest one, so that the maximum does not hide a bucket's bound.
    check_against_exact({Duration(power - 1), Duration::max()});
    check_against_exact({Duration(power), Duration::max()});
    check_against_exact({Duration(power + (power - 1)), Duration::max()});
  }
}

TEST_CASE("durations below 32 ns are exact", "[loop][metrics]") {
  DurationHistogram histogram;
  for (int i = 0; i < 32; ++i) histogram.add(Duration(i));
  CHECK(histogram.percentile(1) == 0ns);
  CHECK(histogram.percentile(50) == 15ns);
  CHECK(histogram.percentile(90) == 28ns);
  CHECK(histogram.percentile(100) == 31ns);
}

TEST_CASE("zero, negative and the longest durations are counted", "[loop][metrics]") {
  DurationHistogram histogram;
  histogram.add(0ns);
  histogram.add(-5ns);
  histogram.add(Duration::min());
  CHECK(histogram.max() == 0ns);
  CHECK(histogram.percentile(100) == 0ns);

  histogram.add(Duration::max());
  CHECK(histogram.count() == 4);
  CHECK(histogram.max() == Duration::max());
  CHECK(histogram.percentile(75) == 0ns);
  CHECK(histogram.percentile(76) == Duration::max());
}

TEST_CASE("no percentile exceeds the maximum", "[loop][metrics]") {
  DurationHistogram histogram;
  histogram.add(1'000'001ns);  // not the last of its bucket
  CHECK(histogram.percentile(50) == 1'000'001ns);
}

}  // namespace loop
