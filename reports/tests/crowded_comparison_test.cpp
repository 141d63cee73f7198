// SPDX-License-Identifier: MIT
//
// What the outputs of a comparison do with more, or longer, than anybody can read: they stay inside
// the limits of their readers, show regressions first, and count the rest.
#include <algorithm>
#include <catch2/catch.hpp>
#include <sstream>

#include "reports/render/comparison_github.h"
#include "reports/render/comparison_json.h"
#include "reports/render/comparison_markdown.h"
#include "reports/render/comparison_text.h"
#include "reports/render/text_columns.h"

namespace reports {
namespace {

using Catch::Contains;

constexpr std::size_t lines_of_a_screen_and_a_half = 75;
constexpr std::size_t characters_of_a_comment = 65'536;

std::vector<std::string> lines_of(const std::string& text) {
  std::istringstream stream(text);
  std::vector<std::string> lines;
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

std::ptrdiff_t lines_with(const std::string& text, const std::string& part) {
  return std::ranges::count_if(lines_of(text), [&](const std::string& line) {
    return line.find(part) != std::string::npos;
  });
}

BenchmarkComparison row_of(const std::string& name, Verdict verdict, double ratio) {
  BenchmarkComparison row;
  row.name = name;
  row.family = name.substr(0, name.find('/'));
  row.metric = "real_time";
  row.launches = {10, 10};
  row.verdict = verdict;
  if (verdict == Verdict::not_run) return row;
  row.base = 100;
  row.candidate = 100 * ratio;
  row.ratio = ratio;
  row.interval = Interval{ratio * 0.99, ratio * 1.01};
  row.p = 0.001;
  row.q = 0.01;
  return row;
}

/// `count` rows of families of one benchmark each, slower and slower.
Comparison rows_of(std::size_t count, Verdict verdict, const std::string& name = "BM_") {
  Comparison comparison;
  comparison.verdict = verdict;
  for (std::size_t i = 0; i < count; ++i) {
    const double ratio = 1.1 + 0.001 * static_cast<double>(i);
    comparison.benchmarks.push_back(row_of(name + std::to_string(i), verdict, ratio));
  }
  return comparison;
}

/// Half of them missing in NEW, the others new.
Comparison renamed(std::size_t count) {
  Comparison comparison = rows_of(2 * count, Verdict::not_run);
  for (std::size_t i = 0; i < 2 * count; ++i) {
    comparison.benchmarks[i].reason =
        i < count ? "missing in NEW: only BASE has it" : "new: BASE does not have it";
  }
  return comparison;
}

void append(Comparison& comparison, const Comparison& more) {
  comparison.benchmarks.insert(comparison.benchmarks.end(), more.benchmarks.begin(),
                               more.benchmarks.end());
}

/// Everything that people write is long here, and every row has a reason of its own.
Comparison verbose(std::size_t count) {
  Comparison comparison;
  const std::string word(5000, 'w');
  using enum Verdict;
  for (const Verdict verdict : {regressed, improved, no_change, inconclusive, not_run}) {
    append(comparison, rows_of(count, verdict, "BM_<" + word + ">/"));
  }
  for (BenchmarkComparison& row : comparison.benchmarks) {
    row.reason = "error in " + row.name + ": " + word + " and many words of a message";
    for (int i = 0; i < 4; ++i) row.counters.push_back({word + std::to_string(i), 1e-300, {}});
  }
  for (std::size_t i = 0; i < count; ++i) comparison.warnings.push_back({"doubt " + word});
  for (ComparedSide* side : {&comparison.base, &comparison.candidate}) {
    side->path = "/" + word;
    side->launches = 10;
    side->machine.commit = word;
    side->machine.compiler = word;
  }
  return comparison;
}

}  // namespace

TEST_CASE("500 renamed benchmarks take a screen and a half at most", "[reports][text]") {
  const std::string text = render_comparison_text(renamed(500));

  CHECK(lines_of(text).size() <= lines_of_a_screen_and_a_half);
  CHECK_THAT(text, Contains("and 970 more, which --format json lists: 970 NOT RUN\n"));
}

TEST_CASE("regressions take most of the screen, and every verdict some of it", "[reports][text]") {
  Comparison comparison = rows_of(300, Verdict::not_run, "BM_gone");
  append(comparison, rows_of(300, Verdict::improved, "BM_faster"));
  append(comparison, rows_of(300, Verdict::no_change, "BM_same"));
  append(comparison, rows_of(300, Verdict::inconclusive, "BM_noisy"));
  append(comparison, rows_of(300, Verdict::regressed, "BM_slower"));

  const std::string text = render_comparison_text(comparison);

  CHECK(lines_of(text).size() <= lines_of_a_screen_and_a_half);
  CHECK(lines_with(text, " BM_slower") == 16);
  CHECK(lines_with(text, " BM_gone") == 5);
  CHECK(lines_with(text, " BM_noisy") == 4);
  CHECK(lines_with(text, " BM_faster") == 3);
  CHECK(lines_with(text, " BM_same") == 2);
  CHECK_THAT(text, Contains("runs\nREGRESSED    BM_slower299 "));  // first the slowest
  CHECK_THAT(text, Contains("json lists: 284 REGRESSED (ratios 1.100-1.383), 295 NOT RUN, 296\n"));
}

TEST_CASE("counters give way to rows", "[reports][text]") {
  Comparison comparison = rows_of(30, Verdict::regressed);
  for (BenchmarkComparison& row : comparison.benchmarks) row.counters = {{"items", 1, 2}};

  CHECK(lines_with(render_comparison_text(comparison), "REGRESSED    BM_") == 30);
  comparison.benchmarks.resize(10);
  CHECK(lines_with(render_comparison_text(comparison), "items: 1 -> 2 (not judged)") == 10);
}

TEST_CASE("no length of a name or message leaves the screen", "[reports][text]") {
  const std::string text = render_comparison_text(verbose(40));

  CHECK(lines_of(text).size() <= lines_of_a_screen_and_a_half);
  for (const std::string& line : lines_of(text)) {
    CAPTURE(line);
    CHECK(columns_of(line) <= screen_columns);
  }
}

TEST_CASE("unusual numbers and many notes leave the screen no wider", "[reports][text]") {
  Comparison comparison = rows_of(12, Verdict::regressed, "BM_of_a_usual_length/");
  for (BenchmarkComparison& row : comparison.benchmarks) {
    row.reason = "of " + row.name;
    row.base = 1e-300;
    row.ratio = 1e100;
    row.interval = Interval{1e-100, 1e100};
    row.launches = {1000, 1000};
  }

  for (const std::string& line : lines_of(render_comparison_text(comparison))) {
    CAPTURE(line);
    CHECK(columns_of(line) <= screen_columns);
  }
}

TEST_CASE("names that differ in their middle alone stay apart on the screen, and whole in JSON",
          "[reports][text]") {
  const std::string end(150, 'x');
  Comparison comparison;
  for (const std::string middle : {"one", "two"}) {
    comparison.benchmarks.push_back(row_of(end + middle + end, Verdict::regressed, 2));
  }

  const std::string text = render_comparison_text(comparison);

  std::vector<std::string> names;
  for (const std::string& line : lines_of(text)) {
    if (line.find("xx") != std::string::npos) names.push_back(line);
  }
  REQUIRE(names.size() == 2);
  CHECK(names[0] != names[1]);
  CHECK_THAT(names[1], Contains("…#1…"));
  CHECK_THAT(render_comparison_json(comparison), Contains(end + "two" + end));
}

TEST_CASE("GitHub gets ten errors at most, regressions first", "[reports][github]") {
  Comparison comparison = renamed(500);
  append(comparison, rows_of(3, Verdict::regressed, "BM_slower"));

  const std::string text = render_comparison_github(comparison);

  CHECK(lines_with(text, "::error ") == 10);
  CHECK(text.starts_with("::error title=REGRESSED BM_slower2::"));
  CHECK_THAT(text, Contains("::error title=and 994 more::see the job summary or --format json\n"));
  CHECK(lines_with(text, "::notice ") == 1);
}

TEST_CASE("ten errors are ten lines", "[reports][github]") {
  const std::string text = render_comparison_github(rows_of(10, Verdict::regressed));

  CHECK(lines_with(text, "::error title=REGRESSED") == 10);
}

TEST_CASE("GitHub gets ten warnings at most", "[reports][github]") {
  Comparison comparison;
  comparison.control.state = ControlState::passed;
  for (int i = 0; i < 12; ++i) comparison.warnings.push_back({"doubt " + std::to_string(i)});

  const std::string text = render_comparison_github(comparison);

  CHECK(lines_with(text, "::warning title=doubtful") == 9);
  CHECK_THAT(text, Contains("::warning title=and 3 more::"));
}

TEST_CASE("Markdown shows 60 rows that changed and 100 that did not, and counts the rest",
          "[reports][markdown]") {
  Comparison comparison = rows_of(200, Verdict::no_change, "BM-same");
  append(comparison, rows_of(70, Verdict::improved, "BM-faster"));
  append(comparison, rows_of(1, Verdict::regressed, "BM-slower"));

  const std::string text = render_comparison_markdown(comparison);

  CHECK(lines_with(text, "| REGRESSED |") == 1);
  CHECK(lines_with(text, "| IMPROVED |") == 59);
  CHECK(lines_with(text, "| NO CHANGE |") == 100);
  CHECK_THAT(text, Contains("\n\nand 11 more, which --format json lists: 11 IMPROVED (ratios"));
  CHECK_THAT(text, Contains("\n\nand 100 more, which --format json lists: 100 NO CHANGE (ratios"));
}

TEST_CASE("Markdown of any comparison fits a comment of a pull request", "[reports][markdown]") {
  CHECK(render_comparison_markdown(verbose(40)).size() < characters_of_a_comment);
  CHECK(render_comparison_markdown(rows_of(10'000, Verdict::no_change)).size() <
        characters_of_a_comment);
}

}  // namespace reports
