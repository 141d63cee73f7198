// SPDX-License-Identifier: MIT
//
// Which numbers lead to which verdict, and what forbids one.
#include <catch2/catch.hpp>

#include "reports/tests/support/runs.h"
#include "reports/verdict/compare_runs.h"

namespace reports {
namespace {

using Catch::Contains;

const std::vector<double> steady = {100, 101, 99, 100.5, 99.5, 100.2, 99.8, 100.1, 99.9, 100.4};

std::vector<double> times(double factor, std::vector<double> values = steady) {
  for (double& value : values) value *= factor;
  return values;
}

BenchmarkComparison compare_times(const std::vector<double>& base,
                                  const std::vector<double>& candidate,
                                  const Parameters& parameters = {}) {
  return compare_runs(run_of({benchmark_of("BM", base)}), run_of({benchmark_of("BM", candidate)}),
                      parameters)
      .benchmarks.at(0);
}

/// Both sides have a steady BM, which passes, and the benchmark under test.
Comparison compare_beside_steady(Benchmark base, Benchmark candidate,
                                 const Parameters& parameters = {}) {
  return compare_runs(run_of({benchmark_of("BM_steady", steady), std::move(base)}),
                      run_of({benchmark_of("BM_steady", times(1.001)), std::move(candidate)}),
                      parameters);
}

Benchmark with_counter(const std::string& counter, const std::vector<double>& values) {
  Benchmark benchmark = benchmark_of("BM", repeated(values.size(), 100));
  for (std::size_t i = 0; i < values.size(); ++i) {
    benchmark.samples[i].counters[counter] = values[i];
  }
  return benchmark;
}

void say(Run& run, std::optional<std::string> Machine::*fact, const std::string& value) {
  for (Launch& launch : run.launches) launch.machine.*fact = value;
}

}  // namespace

TEST_CASE("slower by more than the margin in every launch is REGRESSED", "[reports][verdict]") {
  const BenchmarkComparison row = compare_times(steady, times(1.08));

  CHECK(row.verdict == Verdict::regressed);
  CHECK(row.ratio.value() == Approx(1.08).epsilon(0.002));
  CHECK(row.interval->low > 1.05);
  CHECK(row.p.value() == Approx(2.0 / 184756));  // 2 / C(20, 10): all of one above the other
  CHECK(row.launches == std::array<std::size_t, 2>{10, 10});
}

TEST_CASE("swapping the sides swaps the verdict", "[reports][verdict]") {
  CHECK(compare_times(times(1.08), steady).verdict == Verdict::improved);
  CHECK(compare_times(times(1.02), steady).verdict == Verdict::no_change);
}

TEST_CASE("NO CHANGE is a real difference that is proved smaller than the margin",
          "[reports][verdict]") {
  const BenchmarkComparison row = compare_times(steady, times(1.02));

  CHECK(row.p.value() < 0.001);
  CHECK(row.verdict == Verdict::no_change);
}

TEST_CASE("without proof there is no NO CHANGE, but the launches that may bring it",
          "[reports][verdict]") {
  const std::vector<double> noisy = {80, 90, 100, 110, 120, 85, 95, 105, 115, 100};

  const BenchmarkComparison row = compare_times(noisy, times(1.01, noisy));

  CHECK(row.verdict == Verdict::inconclusive);
  CHECK_THAT(row.reason, Contains("too noisy"));
  CHECK(row.launches_needed.value() > 10);
}

TEST_CASE("a large difference that noise could make is INCONCLUSIVE", "[reports][verdict]") {
  const std::vector<double> noisy = {80, 90, 100, 110, 120, 85, 95, 105, 115, 100};

  const BenchmarkComparison row = compare_times(noisy, times(1.07, noisy));

  CHECK(row.verdict == Verdict::inconclusive);
  CHECK_THAT(row.reason, Contains("noise alone"));
  CHECK(row.launches_needed.value() > 10);
}

TEST_CASE("a difference about as large as the margin is INCONCLUSIVE", "[reports][verdict]") {
  const BenchmarkComparison row = compare_times(steady, times(1.0488));

  CHECK(row.q.value() < 0.05);
  CHECK(row.verdict == Verdict::inconclusive);
  CHECK_THAT(row.reason, Contains("whether the margin contains it"));
}

TEST_CASE("equal times in every launch are NO CHANGE", "[reports][verdict]") {
  const BenchmarkComparison row = compare_times(repeated(8, 100), repeated(8, 100));

  CHECK(row.verdict == Verdict::no_change);
  CHECK(row.ratio == 1);
  CHECK(row.p == 1);
}

TEST_CASE("differences below a nanosecond matter to nobody", "[reports][verdict]") {
  const BenchmarkComparison row = compare_times(times(0.005), times(0.006));  // 0.5 and 0.6 ns

  CHECK(row.verdict == Verdict::no_change);
  CHECK(row.margin.value() == Approx(2).epsilon(0.01));
  CHECK_THAT(row.reason, Contains("below the floor"));
}

TEST_CASE("fewer than 8 launches a side decide nothing, however clear they look",
          "[reports][verdict]") {
  const std::size_t launches = GENERATE(1, 2, 4, 7);
  CAPTURE(launches);

  const BenchmarkComparison row = compare_times(repeated(launches, 100), repeated(10, 200));

  CHECK(row.verdict == Verdict::inconclusive);
  CHECK_THAT(row.reason, Contains("too few launches"));
  CHECK(row.ratio.value() == Approx(2));
  CHECK(row.launches_needed == 8);
  CHECK_FALSE(row.q);
}

TEST_CASE("a vanished, a new and a failed benchmark are NOT RUN and fail the gate",
          "[reports][verdict]") {
  Benchmark failed = benchmark_of("BM", repeated(9, 100));
  failed.failures.push_back({9, "error: no device"});
  const Benchmark fine = benchmark_of("BM", steady);

  const Comparison vanished = compare_beside_steady(fine, benchmark_of("BM_steady2", {}));
  const Comparison broken = compare_beside_steady(fine, failed);
  const Comparison broken_before = compare_beside_steady(failed, fine);

  CHECK(vanished.benchmarks.at(1).verdict == Verdict::not_run);
  CHECK_THAT(vanished.benchmarks.at(1).reason, Contains("missing in NEW"));
  CHECK(vanished.benchmarks.at(2).verdict == Verdict::not_run);
  CHECK_THAT(vanished.benchmarks.at(2).reason, Contains("BASE does not have it"));
  CHECK(vanished.verdict == Verdict::not_run);
  CHECK(broken.benchmarks.at(1).reason == "failed in 1 of 10 launches of NEW: error: no device");
  CHECK(broken.verdict == Verdict::not_run);
  CHECK(broken_before.verdict == Verdict::not_run);
}

TEST_CASE("an exception by name lets the gate pass, and only what has no verdict",
          "[reports][verdict]") {
  Parameters parameters;
  parameters.allowed = {"BM"};
  Benchmark failed = benchmark_of("BM/1", repeated(9, 100));
  failed.failures.push_back({9, "error"});

  const Comparison allowed =
      compare_beside_steady(benchmark_of("BM/1", steady), failed, parameters);
  const Comparison regressed = compare_beside_steady(benchmark_of("BM/1", steady),
                                                     benchmark_of("BM/1", times(2)), parameters);

  CHECK(allowed.benchmarks.at(1).allowed);
  CHECK(allowed.verdict == Verdict::no_change);
  CHECK(regressed.verdict == Verdict::regressed);
  REQUIRE(regressed.warnings.size() == 1);
  CHECK_THAT(regressed.warnings[0].text, Contains("--allow BM"));
}

TEST_CASE("exceptions for everything are no success", "[reports][verdict]") {
  Parameters parameters;
  parameters.allowed = {"BM"};

  const Comparison comparison =
      compare_runs(run_of({benchmark_of("BM", repeated(2, 100))}),
                   run_of({benchmark_of("BM", repeated(2, 100))}), parameters);

  CHECK(comparison.verdict == Verdict::inconclusive);
  CHECK(fails_the_gate(comparison.benchmarks.at(0)));
  REQUIRE(comparison.warnings.size() == 1);
  CHECK_THAT(comparison.warnings[0].text, Contains("--allow excuses nothing"));
}

TEST_CASE("runs without a benchmark are NOT RUN", "[reports][verdict]") {
  CHECK(compare_runs(run_of({}), run_of({}), {}).verdict == Verdict::not_run);
}

TEST_CASE("a benchmark of one thread that shared its CPU is not judged", "[reports][verdict]") {
  Benchmark loaded = benchmark_of("BM", times(1.2));
  for (Sample& sample : loaded.samples) sample.cpu_time_ns = sample.real_time_ns / 1.2;
  Benchmark waiting = loaded;
  waiting.name = "BM/real_time";
  Benchmark named_alike = loaded;
  named_alike.name = "BM/real_time_clock";
  Benchmark idle = loaded;
  for (Sample& sample : idle.samples) sample.cpu_time_ns = 0;
  Benchmark threaded = loaded;
  threaded.threads = 2;

  const auto verdict = [&](const Benchmark& candidate) {
    const Comparison comparison =
        compare_beside_steady(benchmark_of(candidate.name, steady), candidate);
    return comparison.benchmarks.at(1).verdict;
  };

  CHECK(verdict(loaded) == Verdict::inconclusive);
  CHECK(verdict(named_alike) == Verdict::inconclusive);
  CHECK(verdict(idle) == Verdict::inconclusive);
  CHECK(verdict(waiting) == Verdict::regressed);
  CHECK(verdict(threaded) == Verdict::regressed);
}

TEST_CASE("times of unlike machines or builds are not judged", "[reports][verdict]") {
  const auto fact = GENERATE(&Machine::cpu_model, &Machine::compiler, &Machine::build_type,
                             &Machine::num_cpus, &Machine::library_version);
  Run base = run_of({benchmark_of("BM", steady)});
  Run candidate = run_of({benchmark_of("BM", times(1.5))});
  say(base, fact, "one");
  say(candidate, fact, "other");

  const Comparison unlike = compare_runs(base, candidate, {});
  candidate.launches[3].machine.*fact = "one";
  const Comparison mixed = compare_runs(candidate, candidate, {});

  CHECK(unlike.benchmarks.at(0).verdict == Verdict::inconclusive);
  CHECK_THAT(unlike.benchmarks.at(0).reason, Contains("'one' and 'other'"));
  CHECK(mixed.benchmarks.at(0).verdict == Verdict::inconclusive);
  CHECK_THAT(mixed.benchmarks.at(0).reason, Contains("the launches of BASE differ"));
}

TEST_CASE("another host is worth a warning, since the rest may look alike", "[reports][verdict]") {
  Run base = run_of({benchmark_of("BM", steady)});
  Run candidate = base;
  say(base, &Machine::host_name, "one");
  say(candidate, &Machine::host_name, "other");

  const Comparison comparison = compare_runs(base, candidate, {});

  REQUIRE(comparison.warnings.size() == 1);
  CHECK_THAT(comparison.warnings[0].text, Contains("differ in host_name: 'one' and 'other'"));
}

TEST_CASE("another kernel is worth a warning, another commit is what one compares",
          "[reports][verdict]") {
  Run base = run_of({benchmark_of("BM", steady)});
  Run candidate = run_of({benchmark_of("BM", steady)});
  say(base, &Machine::kernel, "6.1");
  say(base, &Machine::commit, "a");
  say(candidate, &Machine::commit, "b");
  const Comparison one_sided = compare_runs(base, candidate, {});
  say(candidate, &Machine::kernel, "6.2");
  const Comparison different = compare_runs(base, candidate, {});

  REQUIRE(one_sided.warnings.size() == 1);
  CHECK_THAT(one_sided.warnings[0].text, Contains("kernel is not known of every launch of NEW"));
  REQUIRE(different.warnings.size() == 1);
  CHECK_THAT(different.warnings[0].text, Contains("differ in kernel: '6.1' and '6.2'"));
  CHECK(different.verdict == Verdict::no_change);
}

TEST_CASE("allocations are compared exactly, with one launch already", "[reports][verdict]") {
  const auto verdict = [](const std::vector<double>& base, const std::vector<double>& candidate) {
    return compare_runs(run_of({with_counter("allocs_per_iter", base)}),
                        run_of({with_counter("allocs_per_iter", candidate)}), {})
        .benchmarks.at(1)
        .verdict;
  };

  CHECK(verdict({2}, {2}) == Verdict::no_change);
  CHECK(verdict({0}, {0}) == Verdict::no_change);
  CHECK(verdict({0}, {1}) == Verdict::regressed);
  CHECK(verdict({2, 2}, {1, 1}) == Verdict::improved);
  CHECK(verdict({2, 2}, {2, 3}) == Verdict::inconclusive);
}

TEST_CASE("an exact counter on which repetitions disagree is INCONCLUSIVE", "[reports][verdict]") {
  Benchmark candidate = with_counter("allocs_per_iter", {2, 2});
  candidate.samples[1].varying_counters.insert("allocs_per_iter");

  const Comparison comparison =
      compare_runs(run_of({with_counter("allocs_per_iter", {2, 2})}), run_of({candidate}), {});

  CHECK(comparison.benchmarks.at(1).verdict == Verdict::inconclusive);
  CHECK_THAT(comparison.benchmarks.at(1).reason, Contains("repetitions of NEW disagree"));
}

TEST_CASE("an exact counter that some launches lack is NOT RUN", "[reports][verdict]") {
  Benchmark candidate = with_counter("allocs_per_iter", {2, 2});
  candidate.samples[1].counters.clear();

  const Comparison comparison =
      compare_runs(run_of({with_counter("allocs_per_iter", {2, 2})}), run_of({candidate}), {});

  CHECK(comparison.benchmarks.at(1).verdict == Verdict::not_run);
  CHECK_THAT(comparison.benchmarks.at(1).reason, Contains("not every launch of NEW reports it"));
}

TEST_CASE("other counters are reported and not judged", "[reports][verdict]") {
  const Comparison comparison =
      compare_runs(run_of({with_counter("bytes_per_second", repeated(8, 1e9))}),
                   run_of({with_counter("bytes_per_second", repeated(8, 5e8))}), {});

  REQUIRE(comparison.benchmarks.size() == 1);
  REQUIRE(comparison.benchmarks[0].counters.size() == 1);
  CHECK(comparison.benchmarks[0].counters[0].candidate == 5e8);
  CHECK(comparison.verdict == Verdict::no_change);
}

TEST_CASE("a family too large for its launches says that it could not see one regression",
          "[reports][verdict]") {
  std::vector<Benchmark> benchmarks;
  for (int i = 0; i < 322; ++i) {
    benchmarks.push_back(benchmark_of("BM/" + std::to_string(i), repeated(8, 100)));
  }
  const Run run = run_of(benchmarks);
  benchmarks.pop_back();
  const Run smaller = run_of(benchmarks);

  CHECK(compare_runs(smaller, smaller, {}).warnings.empty());
  REQUIRE(compare_runs(run, run, {}).warnings.size() == 1);
  CHECK_THAT(compare_runs(run, run, {}).warnings[0].text, Contains("at most 321"));
}

TEST_CASE("a benchmark that some launches lack is NOT RUN", "[reports][verdict]") {
  const Run base = run_of({benchmark_of("BM", steady), benchmark_of("BM_late", repeated(9, 50))});

  const Comparison comparison = compare_runs(base, base, {});

  CHECK(comparison.benchmarks.at(0).verdict == Verdict::no_change);
  CHECK(comparison.benchmarks.at(1).verdict == Verdict::not_run);
  CHECK_THAT(comparison.benchmarks.at(1).reason, Contains("missing in 1 of 10 launches of BASE"));
  CHECK(comparison.verdict == Verdict::not_run);
}

TEST_CASE("a launch with a time and a failure counts once", "[reports][verdict]") {
  const Run base = run_of({benchmark_of("BM", steady)});
  Run candidate = base;
  candidate.benchmarks[0].failures.push_back({9, "error: in one repetition"});

  const Comparison comparison = compare_runs(base, candidate, {});

  CHECK_THAT(comparison.benchmarks.at(0).reason, Contains("failed in 1 of 10 launches of NEW"));
}

}  // namespace reports
