// SPDX-License-Identifier: MIT
#include "loop/js/performance.h"

#include <catch2/catch.hpp>
#include <chrono>
#include <stdexcept>
#include <string>
#include <vector>

#include "loop/clock.h"

namespace loop::js {

using namespace std::chrono_literals;

namespace {

using Type = PerformanceEntry::Type;

struct Stopwatch {
  FakeClock clock;
  Performance performance{clock};
};

std::vector<std::string> names(const std::vector<PerformanceEntry>& entries) {
  std::vector<std::string> found;
  for (const PerformanceEntry& entry : entries) found.push_back(entry.name);
  return found;
}

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("time counts from the origin", "[js][performance]") {
  Stopwatch test;
  CHECK(test.performance.now() == 0s);
  test.clock.advance(3ms);
  CHECK(test.performance.now() == 3ms);
}

TEST_CASE("the machine's clock never runs backwards", "[js][performance]") {
  const Performance performance;
  const Duration first = performance.now();
  CHECK(first >= 0s);
  CHECK(performance.now() >= first);
}

TEST_CASE("a mark is a moment", "[js][performance]") {
  Stopwatch test;
  test.clock.advance(2ms);
  const PerformanceEntry now = test.performance.mark("now");
  const PerformanceEntry then = test.performance.mark("then", 1ms);
  CHECK(now == PerformanceEntry{.type = Type::mark, .name = "now", .start = 2ms});
  CHECK(then == PerformanceEntry{.type = Type::mark, .name = "then", .start = 1ms});
  CHECK(test.performance.entries() == std::vector{then, now});
  CHECK_THROWS_AS(test.performance.mark("before", -1ns), std::invalid_argument);
}

TEST_CASE("a measure is the time between two marks", "[js][performance]") {
  Stopwatch test;
  test.performance.mark("begin", 1ms);
  test.performance.mark("begin", 2ms);
  test.performance.mark("end", 5ms);
  test.clock.advance(9ms);
  const auto measure = [](Duration start, Duration duration) {
    return PerformanceEntry{
        .type = Type::measure, .name = "m", .start = start, .duration = duration};
  };
  CHECK(test.performance.measure("m") == measure(0ms, 9ms));
  CHECK(test.performance.measure("m", "begin") == measure(2ms, 7ms));
  CHECK(test.performance.measure("m", "begin", "end") == measure(2ms, 3ms));
  CHECK(test.performance.measure("m", "end", "begin") == measure(5ms, -3ms));
}

TEST_CASE("a measure needs its marks", "[js][performance]") {
  Stopwatch test;
  test.performance.mark("begin");
  test.performance.measure("other");
  CHECK_THROWS_AS(test.performance.measure("m", "other"), std::invalid_argument);
  CHECK_THROWS_AS(test.performance.measure("m", "begin", "end"), std::invalid_argument);
  CHECK(test.performance.entries_by_name("m").empty());
}

TEST_CASE("entries are found by type and name, in the order of their starts", "[js][performance]") {
  Stopwatch test;
  test.performance.mark("late", 5ms);
  test.performance.mark("early", 1ms);
  test.performance.mark("both", 3ms);
  test.performance.measure("both", "early");
  test.performance.measure("alone", "early");
  CHECK(names(test.performance.entries()) == Names{"early", "both", "alone", "both", "late"});
  CHECK(names(test.performance.entries_by_type(Type::mark)) == Names{"early", "both", "late"});
  CHECK(names(test.performance.entries_by_type(Type::measure)) == Names{"both", "alone"});
  CHECK(test.performance.entries_by_name("both").size() == 2);
  CHECK(test.performance.entries_by_name("both", Type::mark).front().start == 3ms);
  CHECK(test.performance.entries_by_name("none").empty());
}

TEST_CASE("entries can be cleared", "[js][performance]") {
  Stopwatch test;
  for (const char* name : {"a", "b"}) {
    test.performance.mark(name);
    test.performance.measure(name);
  }
  SECTION("marks of a name") {
    test.performance.clear_marks("a");
    CHECK(names(test.performance.entries()) == Names{"a", "b", "b"});
  }
  SECTION("all marks") {
    test.performance.clear_marks();
    CHECK(test.performance.entries() == test.performance.entries_by_type(Type::measure));
    CHECK_THROWS_AS(test.performance.measure("m", "a"), std::invalid_argument);
  }
  SECTION("measures of a name") {
    test.performance.clear_measures("b");
    CHECK(names(test.performance.entries()) == Names{"a", "a", "b"});
  }
  SECTION("all measures") {
    test.performance.clear_measures();
    CHECK(test.performance.entries() == test.performance.entries_by_type(Type::mark));
  }
}

}  // namespace loop::js
