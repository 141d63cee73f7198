// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>
#include <vector>

#include "reports/stats/benjamini_hochberg.h"
#include "reports/stats/equivalence.h"
#include "reports/stats/launches_to_decide.h"
#include "reports/stats/mann_whitney.h"
#include "reports/stats/median.h"

namespace reports {

TEST_CASE("the median is the middle value, or halfway between the middle two", "[reports][stats]") {
  CHECK(median({7}) == 7);
  CHECK(median({9, 1, 5}) == 5);
  CHECK(median({4, 1, 3, 2}) == 2.5);
  CHECK(median({2, 2, 2, 2}) == 2);
}

TEST_CASE("the example of Benjamini and Hochberg rejects the four that the paper rejects",
          "[reports][stats]") {
  // Benjamini & Hochberg (1995), §3.2: thrombolysis, 15 endpoints.
  const std::vector<double> p = {0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344,
                                 0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0000};

  const std::vector<double> q = benjamini_hochberg(p);

  for (std::size_t i = 0; i < p.size(); ++i) {
    CAPTURE(p[i]);
    CHECK((q[i] <= 0.05) == (i < 4));
  }
  CHECK(q[3] == Approx(0.0095 * 15 / 4));
  CHECK(q[14] == 1);
}

TEST_CASE("q-values keep the order of the input and of the p-values", "[reports][stats]") {
  const std::vector<double> q = benjamini_hochberg(std::vector<double>{0.04, 0.01, 0.03, 0.5});

  CHECK(q[1] == Approx(0.04));
  CHECK(q[2] == Approx(0.04 * 4 / 3));  // pulled down by 0.04, which is rejected with it
  CHECK(q[0] == Approx(0.04 * 4 / 3));
  CHECK(q[3] == Approx(0.5));
  CHECK(benjamini_hochberg({}).empty());
}

TEST_CASE("the family in which a lone regression can be seen grows with the launches",
          "[reports][stats]") {
  CHECK(largest_family(smallest_mann_whitney_p(5, 5), 0.05) == 6);
  CHECK(largest_family(smallest_mann_whitney_p(8, 8), 0.05) == 321);
  CHECK(largest_family(smallest_mann_whitney_p(10, 10), 0.05) == 4618);
}

TEST_CASE("a shift is proved small only if its whole interval is", "[reports][stats]") {
  CHECK(is_equivalent({-0.04, 0.04}, 0.05));
  CHECK_FALSE(is_equivalent({-0.04, 0.05}, 0.05));
  CHECK_FALSE(is_equivalent({-0.05, 0.04}, 0.05));
  CHECK_FALSE(is_equivalent({0.06, 0.07}, 0.05));
}

TEST_CASE("halving an interval takes four times the launches", "[reports][stats]") {
  CHECK(launches_to_prove_no_change({10, 0.0, 0.10}, 0.05) == 40);
  CHECK(launches_to_prove_no_change({10, 0.03, 0.04}, 0.05) == 40);
  CHECK(launches_to_prove_no_change({10, 0.06, 0.01}, 0.05) == std::nullopt);
  CHECK(launches_to_prove_no_change({10, 0.0499999, 0.10}, 0.05) == std::nullopt);
}

TEST_CASE("a difference with little noise still needs launches enough for a small p-value",
          "[reports][stats]") {
  // C(10, 5) / 2 = 126: four a side cannot reach 0.01, five can.
  CHECK(launches_to_prove_change({3, 0.5, 0.001}, 0.01) == 5);
  CHECK(launches_to_prove_change({3, 0.0, 0.001}, 0.01) == std::nullopt);
}

TEST_CASE("a plan always asks for more launches than there are", "[reports][stats]") {
  CHECK(launches_to_prove_no_change({10, 0.0, 0.01}, 0.05) == 11);
  CHECK(launches_to_prove_change({20, 0.5, 0.001}, 0.01) == 21);
}

}  // namespace reports
