// SPDX-License-Identifier: MIT
//
// What the outputs of a comparison say about gates that do not act, counters of one side, and what
// to do next.
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <regex>

#include "reports/render/comparison_github.h"
#include "reports/render/comparison_json.h"
#include "reports/render/comparison_junit.h"
#include "reports/render/comparison_markdown.h"
#include "reports/render/comparison_text.h"
#include "reports/render/control_text.h"
#include "reports/tests/support/runs.h"
#include "reports/tests/support/sessions.h"
#include "reports/verdict/compare_runs.h"

namespace reports {
namespace {

using Catch::Contains;

std::string unwrapped(const std::string& text) {
  return std::regex_replace(text, std::regex("\n +"), " ");
}

/// Twice as slow, with as many allocations as before and one more.
Comparison slower(const Control& control) {
  Benchmark base = benchmark_of("BM", repeated(10, 100));
  Benchmark candidate = benchmark_of("BM", repeated(10, 200));
  for (Sample& sample : base.samples) sample.counters["allocs_per_iter"] = 2;
  for (Sample& sample : candidate.samples) sample.counters["allocs_per_iter"] = 3;
  return compare_runs(run_of({base, benchmark_of("BM_same", repeated(10, 50))}),
                      run_of({candidate, benchmark_of("BM_same", repeated(10, 50))}), {}, control);
}

Control disarmed() {
  return {ControlState::missing, "there is no calibration.json", std::nullopt};
}

/// Two benchmarks whose counters `a` and `d` only BASE reports, and `b` and `c` only NEW.
Comparison with_counters_of_one_side() {
  std::vector<Benchmark> base;
  std::vector<Benchmark> candidate;
  for (const char* name : {"BM_x", "BM_y"}) {
    base.push_back(benchmark_of(name, repeated(10, 100)));
    candidate.push_back(benchmark_of(name, repeated(10, 200)));
    for (Sample& sample : base.back().samples) sample.counters = {{"a", 1}, {"both", 5}};
    for (Sample& sample : candidate.back().samples) sample.counters = {{"b", 2}, {"both", 6}};
  }
  for (Sample& sample : base[1].samples) sample.counters["d"] = 7;
  for (Sample& sample : candidate[0].samples) sample.counters["c"] = 7;
  return compare_runs(run_of(base), run_of(candidate), {});
}

Control calibrated(const std::vector<NoiseFloor>& floors) {
  Calibration calibration;
  calibration.date = "2026-11-20";
  calibration.launches = 10;
  calibration.floors = floors;
  calibration.stored_sets.judged = 12;
  return {ControlState::passed, "", calibration};
}

}  // namespace

TEST_CASE("JUnit has no failure and no success for times on which a disarmed gate does not act",
          "[reports][junit]") {
  const std::string xml = render_comparison_junit(slower(disarmed()));

  CHECK_THAT(xml, Contains("<error message=\"not acted on: the gate is disarmed; by the numbers "
                           "REGRESSED: real_time 100 ns -> 200 ns"));
  CHECK_THAT(xml, Contains("<error message=\"not acted on: the gate is disarmed; by the numbers "
                           "NO CHANGE: real_time 50.0 ns -> 50.0 ns"));
  CHECK_THAT(xml, Contains("<failure message=\"REGRESSED: allocs_per_iter 2 -> 3"));
  CHECK_THAT(xml, Contains(R"(tests="4" failures="1" errors="3" skipped="0")"));
}

TEST_CASE("GitHub warns of a regression on which a disarmed gate does not act",
          "[reports][github]") {
  const std::string text = render_comparison_github(slower(disarmed()));

  CHECK_THAT(text, Contains("::error title=REGRESSED::the gate is DISARMED"));
  CHECK_THAT(text, Contains("::error title=REGRESSED BM::allocs_per_iter 2 -> 3"));
  CHECK_THAT(text, Contains("::warning title=disarmed BM::not acted on: the gate is disarmed; by "
                            "the numbers REGRESSED: real_time 100 ns -> 200 ns"));
  CHECK_THAT(text, !Contains("BM_same"));
}

TEST_CASE("an armed gate fails with the time", "[reports][junit]") {
  const Comparison comparison = slower({});

  CHECK_THAT(render_comparison_junit(comparison), Contains("<failure message=\"REGRESSED: real_t"));
  CHECK_THAT(render_comparison_github(comparison),
             Contains("::error title=REGRESSED BM::real_time"));
}

TEST_CASE("a counter of one side is null on the other in JSON", "[reports][json]") {
  const auto document = nlohmann::json::parse(render_comparison_json(with_counters_of_one_side()));

  const nlohmann::json expected = {{{"name", "a"}, {"base", 1.0}, {"new", nullptr}},
                                   {{"name", "b"}, {"base", nullptr}, {"new", 2.0}},
                                   {{"name", "both"}, {"base", 5.0}, {"new", 6.0}},
                                   {{"name", "c"}, {"base", nullptr}, {"new", 7.0}}};
  CHECK(document["benchmarks"][0]["counters"] == expected);
}

TEST_CASE("a counter of one side is shown where counters are", "[reports][text]") {
  const std::string text = render_comparison_text(with_counters_of_one_side());

  CHECK_THAT(text, Contains(" a: 1 -> - (not judged)") && Contains(" c: - -> 7 (not judged)"));
}

TEST_CASE("every output for people names the counters that only one side reports",
          "[reports][compare]") {
  const auto render = GENERATE(render_comparison_text, render_comparison_markdown,
                               render_comparison_github, render_comparison_junit);
  std::string text = unwrapped(render(with_counters_of_one_side()));
  text.erase(std::remove(text.begin(), text.end(), '\\'), text.end());

  CHECK_THAT(text, Contains("only BASE reports the counters a (of BM_x and 1 more), d (of BM_y)"));
  CHECK_THAT(text, Contains("only NEW reports the counters b (of BM_x and 1 more), c (of BM_x)"));
}

TEST_CASE("of many counters of one side a few are named", "[reports][text]") {
  Comparison comparison;
  comparison.benchmarks.resize(1);
  comparison.benchmarks[0].name = "BM";
  comparison.benchmarks[0].metric = "real_time";
  for (const char* name : {"a", "b", "c", "d", "e"}) {
    comparison.benchmarks[0].counters.push_back({name, std::nullopt, 1});
  }

  CHECK_THAT(
      unwrapped(render_comparison_text(comparison)),
      Contains("only NEW reports the counters a (of BM), b (of BM), c (of BM) and 2 more\n"));
}

TEST_CASE("a suite too large for its launches needs more of them next", "[reports][text]") {
  std::vector<Benchmark> benchmarks;
  for (int i = 0; i < 322; ++i) {
    benchmarks.push_back(benchmark_of("BM/" + std::to_string(i), repeated(8, 100)));
  }
  const Run run = run_of(benchmarks);
  benchmarks.pop_back();
  const Run smaller = run_of(benchmarks);

  CHECK_THAT(render_comparison_text(compare_runs(run, run, {})), Contains("next: add launches"));
  CHECK_THAT(render_comparison_text(compare_runs(smaller, smaller, {})),
             Contains("next: nothing to do"));
}

TEST_CASE("one benchmark and one block are not many", "[reports][text]") {
  const auto [base, candidate] = session_of({{{100, 101}, {100, 101}}}, "1x1");
  const Comparison session = compare_runs(base, candidate, {});
  const Run one = run_of({benchmark_of("BM", repeated(10, 100))});

  CHECK_THAT(unwrapped(render_comparison_text(session)), Contains("in 1 block"));
  CHECK_THAT(unwrapped(render_comparison_text(session)), !Contains("in 1 blocks"));
  CHECK_THAT(unwrapped(render_comparison_text(compare_runs(one, one, {}))),
             Contains("over 1 benchmark;"));
}

TEST_CASE("without a control nothing is said to be measured", "[reports][control]") {
  const Control waived = {ControlState::waived, "--calibration none: nothing shows it",
                          std::nullopt};

  CHECK_THAT(render_comparison_text(slower(waived)),
             Contains("\nnoise not measured (--calibration none): nothing shows it\n"));
}

TEST_CASE("the noise shown is what these rows were judged by", "[reports][control]") {
  const std::vector<NoiseFloor> floors = {
      {"BM", 0.001, 0.01, 0}, {"BM_same", 0.001, 0.02, 0}, {"BM_elsewhere", 0.001, 0.3, 0}};

  // Twice the floor of stored sets, as both have the ten launches of the calibration.
  CHECK(show_control(slower(calibrated(floors))) ==
        "calibrated on 2026-11-20: identical programs may differ by 2 % to 4 % here; 0 of 12 "
        "identical benchmarks called different");
}

}  // namespace reports
