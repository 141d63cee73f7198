// SPDX-License-Identifier: MIT
#include "reports/render/comparison_text.h"

#include <catch2/catch.hpp>
#include <sstream>

#include "reports/render/comparison_json.h"
#include "reports/render/quantity.h"
#include "reports/render/text_columns.h"
#include "reports/tests/support/runs.h"
#include "reports/verdict/compare_runs.h"

namespace reports {
namespace {

using Catch::Contains;

std::vector<std::string> lines_of(const std::string& text) {
  std::istringstream stream(text);
  std::vector<std::string> lines;
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

/// 200 benchmarks, of which the last regressed.
Comparison large_comparison() {
  std::vector<Benchmark> base;
  std::vector<Benchmark> candidate;
  for (int i = 0; i < 200; ++i) {
    const std::string name = "BM_family" + std::to_string(i / 10) + "/" + std::to_string(i);
    base.push_back(benchmark_of(name, repeated(10, 1000)));
    candidate.push_back(benchmark_of(name, repeated(10, i == 199 ? 2000 : 1000 + i * 0.1)));
  }
  return compare_runs(run_of(std::move(base)), run_of(std::move(candidate)), {});
}

}  // namespace

TEST_CASE("a large comparison fits one screen, and hides no regression", "[reports][text]") {
  const std::string text = render_comparison_text(large_comparison());

  CHECK(lines_of(text).size() <= 50);
  CHECK_THAT(text, Contains("REGRESSED      /199"));
  CHECK_THAT(text, Contains("and 170 more, which --format json lists: 170 NO CHANGE (ratios"));
  CHECK_THAT(text, Contains("judged 200 of 200: 1 regressed, 199 no change"));
}

TEST_CASE("no line of the screen is wider than 100 columns", "[reports][text]") {
  const std::string long_name = "BM_" + std::string(40, 'x') + "/" + std::string(30, '7');
  Run base = run_of({benchmark_of(long_name, repeated(10, 123456789))});
  Run candidate = run_of({benchmark_of(long_name, repeated(3, 0.001234))});
  for (Launch& launch : base.launches) launch.machine.compiler = std::string(60, 'c') + " 12.2";
  candidate.benchmarks[0].failures.push_back(
      {0, "a message of many words " + std::string(60, 'y')});

  for (const std::string& line :
       lines_of(render_comparison_text(compare_runs(base, candidate, {})))) {
    CAPTURE(line);
    CHECK(columns_of(line) <= screen_columns);
  }
}

TEST_CASE("a word that no line can hold loses its middle", "[reports][text]") {
  CHECK(wrapped("", 4) == "\n");
  CHECK(wrapped("short", 4) == "short\n");
  const std::string half(60, 'w');
  const std::string cut = std::string(49, 'w') + "…" + std::string(48, 'w');
  CHECK(wrapped("a " + half + half + " b", 2) == "a\n  " + cut + "\n  b\n");
}

TEST_CASE("shortened text keeps both ends and cuts no character in two", "[reports][text]") {
  CHECK(shortened("BM_abc/1", 8) == "BM_abc/1");
  CHECK(shortened("BM_abcdef/1", 8) == "BM_a…f/1");
  CHECK(shortened("éééééé", 5) == "éé…éé");
  CHECK(shortened("BM_abcdef/1", 8, "…#3…") == "BM…#3…/1");
}

TEST_CASE("one thing is not counted as many", "[reports][text]") {
  CHECK(show_count(0, "block", "blocks") == "0 blocks");
  CHECK(show_count(1, "block", "blocks") == "1 block");
  CHECK(show_count(2, "block", "blocks") == "2 blocks");
}

TEST_CASE("columns count characters and not bytes", "[reports][text]") {
  CHECK(columns_of("µs → é") == 6);
  CHECK(right_aligned("µs", 4) == "  µs");
  CHECK(left_aligned("longer", 4) == "longer");
}

TEST_CASE("times keep three digits and the unit that suits them", "[reports][text]") {
  CHECK(show_time(0.1234) == "0.12 ns");
  CHECK(show_time(9.996) == "10.0 ns");
  CHECK(show_time(99.96) == "100 ns");
  CHECK(show_time(999.6) == "1.00 us");
  CHECK(show_time(1.5e6) == "1.50 ms");
  CHECK(show_time(2.5e9) == "2.50 s");
  CHECK(show_time(1e15) == "1e+06 s");
}

TEST_CASE("what is unknown is a dash", "[reports][text]") {
  CHECK(show_value("real_time", std::nullopt) == "-");
  CHECK(show_ratio(std::nullopt) == "-");
  CHECK(show_interval(std::nullopt) == "-");
  CHECK(show_probability(std::nullopt) == "-");
}

TEST_CASE("ratios and probabilities show what matters of them", "[reports][text]") {
  CHECK(show_ratio(1.0004) == "1.000");
  CHECK(show_ratio(12.34) == "12.3");
  CHECK(show_ratio(123456) == "1.2e+05");
  CHECK(show_probability(1) == "1");
  CHECK(show_probability(0.04567) == "0.0457");
  CHECK(show_probability(0.0000123) == "1.2e-05");
  CHECK(show_percent(0.05) == "5 %");
  CHECK(show_percent(0.005) == "0.5 %");
}

TEST_CASE("bytes that are no text do not keep JSON from being written", "[reports][text]") {
  Comparison comparison;
  comparison.base.path = "\xff";

  CHECK_THAT(render_comparison_json(comparison), Contains("\"path\": \"\xEF\xBF\xBD\""));
}

}  // namespace reports
