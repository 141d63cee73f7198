// SPDX-License-Identifier: MIT
//
// How often the verdicts of `reports` are wrong or blind: an iteration draws one suite, or one
// series, from its own seed and judges it; the counters are shares of what was drawn.
//
// VERDICT_RATES_DRAWS=N in the environment draws N suites of each kind, or 5 N small suites or
// series, however long that takes; the counters are then the same wherever it runs with the same
// mathematical library.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <numbers>
#include <string>
#include <vector>

#include "bench/simulated_machine.h"
#include "reports/model/run.h"
#include "reports/stats/change_points.h"
#include "reports/stats/random_source.h"
#include "reports/verdict/compare_runs.h"

namespace bench {
namespace {

using reports::RandomSource;
using reports::Verdict;

// ---- two runs of a suite -----------------------------------------------------------------------

/// Which side each launch is of, in the order of time.
struct Turn {
  bool is_candidate = false;
  int block = 0;  ///< 0: none
};

/// All of BASE, and then all of NEW.
std::vector<Turn> stored_sets(RandomSource&) {
  constexpr std::size_t launches = 10;
  std::vector<Turn> turns(2 * launches);
  for (std::size_t i = launches; i < turns.size(); ++i) turns[i].is_candidate = true;
  return turns;
}

/// Blocks of two and two, in an order drawn for each.
std::vector<Turn> interleaved(RandomSource& random) {
  constexpr int blocks = 6;
  std::vector<Turn> turns;
  for (int block = 1; block <= blocks; ++block) {
    bool sides[] = {false, false, true, true};
    for (std::size_t left = 4; left > 1; --left) {
      std::swap(sides[left - 1], sides[random.below(left)]);
    }
    for (const bool is_candidate : sides) turns.push_back({is_candidate, block});
  }
  return turns;
}

struct Design {
  const char* name;
  std::vector<Turn> (*turns)(RandomSource&);
  const char* looks;
  std::size_t turns_to_first_look;
  std::size_t benchmarks = 100;
};

constexpr Design stored = {"stored", stored_sets, "", 20};
constexpr Design in_turn = {"interleaved", interleaved, "6x1", 24};
/// Few enough benchmarks that the first of two looks can decide all of them. The looks are those
/// that `reports measure --stop-early` plans for 12 launches a side.
constexpr Design one_look_at_few = {"one_look", interleaved, "6x1", 24, 5};
constexpr Design two_looks_at_few = {"two_looks", interleaved, "4x0.2+6x0.8", 16, 5};

reports::Run empty_run(std::size_t benchmarks) {
  reports::Run run;
  for (std::size_t i = 0; i < benchmarks; ++i) {
    const std::string name = "BM_" + std::to_string(i);
    run.benchmarks.push_back({name, name, 1, {}, {}});
  }
  return run;
}

/// A suite that is being measured. The first benchmark of NEW is slower by `slowdown`.
class SimulatedSuite {
 public:
  SimulatedSuite(MachineKind kind, const Design& design, double slowdown, RandomSource random)
      : machine_(kind, random.split(1)),
        slowdown_(slowdown),
        looks_(design.looks),
        random_(random),
        runs_{empty_run(design.benchmarks), empty_run(design.benchmarks)} {}

  void launch(const Turn& turn) {
    launches_ += 1;
    reports::Run& run = runs_[turn.is_candidate ? 1 : 0];
    reports::Launch launch{std::to_string(launches_) + ".json", launches_, {}};
    if (turn.block > 0) {
      launch.place = {"simulated", turn.block, static_cast<int>(launches_), looks_};
    }
    const double slower = machine_.next_launch();
    for (std::size_t i = 0; i < run.benchmarks.size(); ++i) {
      const double planted = turn.is_candidate && i == 0 ? std::log1p(slowdown_) : 0;
      const double own = own_variation * random_.normal();
      const double time_ns = 1000 * std::exp(slower + planted + own);
      run.benchmarks[i].samples.push_back({run.launches.size(), 1, time_ns, time_ns, {}, {}});
    }
    run.launches.push_back(std::move(launch));
  }

  reports::Comparison compared() const { return reports::compare_runs(runs_[0], runs_[1], {}); }

 private:
  SimulatedMachine machine_;
  double slowdown_;
  std::string looks_;
  RandomSource random_;
  std::size_t launches_ = 0;
  std::array<reports::Run, 2> runs_;
};

/// Whether no benchmark is INCONCLUSIVE for lack of launches: then a session may stop.
bool decides_everything(const reports::Comparison& comparison) {
  const auto& rows = comparison.benchmarks;
  return std::none_of(rows.begin(), rows.end(), [](const reports::BenchmarkComparison& row) {
    return row.verdict == Verdict::inconclusive && row.launches_needed;
  });
}

struct Outcome {
  reports::Comparison comparison;
  bool stopped_early = false;
};

Outcome simulated_session(MachineKind kind, const Design& design, double slowdown,
                          RandomSource random) {
  const std::vector<Turn> turns = design.turns(random);
  SimulatedSuite suite(kind, design, slowdown, random);
  for (std::size_t turn = 0; turn < turns.size(); ++turn) {
    if (turn == design.turns_to_first_look) {
      const reports::Comparison comparison = suite.compared();
      if (decides_everything(comparison)) return {comparison, true};
    }
    suite.launch(turns[turn]);
  }
  return {suite.compared(), false};
}

struct SuiteCounts {
  double suites = 0;
  double suites_with_alarm = 0;
  double unchanged = 0;
  double alarms = 0;
  double no_change = 0;
  double inconclusive = 0;
  double found = 0;
  double stopped_early = 0;

  void add(const Outcome& outcome, bool first_is_slower) {
    const reports::Comparison& comparison = outcome.comparison;
    const double alarms_before = alarms;
    for (std::size_t i = first_is_slower ? 1 : 0; i < comparison.benchmarks.size(); ++i) {
      const Verdict verdict = comparison.benchmarks[i].verdict;
      unchanged += 1;
      alarms += verdict == Verdict::regressed || verdict == Verdict::improved ? 1 : 0;
      no_change += verdict == Verdict::no_change ? 1 : 0;
      inconclusive += verdict == Verdict::inconclusive ? 1 : 0;
    }
    suites += 1;
    stopped_early += outcome.stopped_early ? 1 : 0;
    suites_with_alarm += alarms > alarms_before ? 1 : 0;
    found += comparison.benchmarks[0].verdict == Verdict::regressed ? 1 : 0;
  }
};

void suites(benchmark::State& state, MachineKind machine, const Design& design, double slowdown) {
  SuiteCounts counts;
  const RandomSource seeds(20260301);
  for (auto _ : state) {
    const auto draw = static_cast<std::uint64_t>(counts.suites);
    counts.add(simulated_session(machine, design, slowdown, seeds.split(draw)), slowdown > 0);
  }
  state.counters["suites"] = counts.suites;
  state.counters["false_alarm_suites"] = counts.suites_with_alarm / counts.suites;
  state.counters["false_alarms"] = counts.alarms / counts.unchanged;
  state.counters["no_change"] = counts.no_change / counts.unchanged;
  state.counters["inconclusive"] = counts.inconclusive / counts.unchanged;
  state.counters["stopped_early"] = counts.stopped_early / counts.suites;
  if (slowdown > 0) state.counters["power"] = counts.found / counts.suites;
}

// ---- series of runs ----------------------------------------------------------------------------

constexpr std::size_t points_in_series = 60;

enum class Noise {
  gaussian,
  skewed,  ///< the absolute value of Student's t with 3 degrees of freedom
  spiky,   ///< gaussian, and one value in 20 up to 50 % larger
  ar_03,   ///< first-order autoregressions
  ar_06,
};

struct NamedNoise {
  Noise noise;
  const char* name;
};

constexpr NamedNoise noises[] = {{Noise::gaussian, "gaussian"},
                                 {Noise::skewed, "skewed"},
                                 {Noise::spiky, "spiky"},
                                 {Noise::ar_03, "ar_0.3"},
                                 {Noise::ar_06, "ar_0.6"}};

double skewed(RandomSource& random) {
  const double deviation = std::sqrt(3 - 12 / (std::numbers::pi * std::numbers::pi));
  const double numerator = random.normal();
  double squares = 0;
  for (int i = 0; i < 3; ++i) squares += std::pow(random.normal(), 2);
  return std::abs(numerator / std::sqrt(squares / 3)) / deviation;
}

/// Where a step stands: nowhere, in the middle third, or with eight values to one end.
enum class Place { nowhere, middle_third, near_an_end };

std::size_t position(Place place, RandomSource& random) {
  constexpr std::size_t third = points_in_series / 3;
  constexpr std::size_t few = 8;
  if (place == Place::nowhere) return points_in_series;
  if (place == Place::middle_third) return third + random.below(third + 1);
  return random.below(2) == 0 ? few : points_in_series - few;
}

/// Logarithms of times whose deviation is 2 % (without the spikes).
std::vector<double> simulated_series(Noise noise, std::size_t first_changed, double step,
                                     RandomSource& random) {
  Autoregression waves(noise == Noise::ar_03 ? 0.3 : noise == Noise::ar_06 ? 0.6 : 0);
  std::vector<double> series;
  for (std::size_t i = 0; i < points_in_series; ++i) {
    double value = own_variation * (noise == Noise::skewed ? skewed(random) : waves.next(random));
    if (noise == Noise::spiky && random.uniform() <= 0.05) {
      value += std::log1p(0.5 * random.uniform());
    }
    series.push_back(i < first_changed ? value : value + std::log1p(step));
  }
  return series;
}

struct SeriesCounts {
  double series = 0;
  double with_change = 0;
  double seen = 0;    ///< a change upwards, anywhere
  double placed = 0;  ///< at most three places from where the step is

  void add(const std::vector<reports::ChangePoint>& points, std::size_t first_changed) {
    const auto is_upward = [](const reports::ChangePoint& point) { return point.shift > 0; };
    const auto is_near = [&](const reports::ChangePoint& point) {
      const std::size_t off =
          std::max(point.index, first_changed) - std::min(point.index, first_changed);
      return is_upward(point) && off <= 3;
    };
    series += 1;
    with_change += points.empty() ? 0 : 1;
    seen += std::any_of(points.begin(), points.end(), is_upward) ? 1 : 0;
    placed += std::any_of(points.begin(), points.end(), is_near) ? 1 : 0;
  }
};

void series(benchmark::State& state, Noise noise, Place place, double step) {
  SeriesCounts counts;
  const RandomSource seeds(20260302);
  for (auto _ : state) {
    const auto draw = static_cast<std::uint64_t>(counts.series);
    RandomSource random = seeds.split(draw);
    const std::size_t first_changed = position(place, random);
    const std::vector<double> values = simulated_series(noise, first_changed, step, random);
    counts.add(reports::change_points(values, {.seed = draw}), first_changed);
  }
  state.counters["series"] = counts.series;
  if (place == Place::nowhere) {
    state.counters["false_alarm_series"] = counts.with_change / counts.series;
  } else {
    state.counters["seen"] = counts.seen / counts.series;
    state.counters["placed"] = counts.placed / counts.series;
  }
}

// ---- registration ------------------------------------------------------------------------------

constexpr double quick = 5;  // times as many draws

template <typename... Arguments>
void add(const std::string& name, double draws_of_each, Arguments... arguments) {
  auto* added = benchmark::RegisterBenchmark(name.c_str(), arguments...);
  added->Unit(benchmark::kMillisecond);
  if (const char* draws = std::getenv("VERDICT_RATES_DRAWS")) {
    const double wanted = draws_of_each * std::strtod(draws, nullptr);
    added->Iterations(static_cast<benchmark::IterationCount>(std::max(1.0, wanted)));
  }
}

void add_suites(const Design& design, MachineKind machine, double draws_of_each = 1) {
  const std::string end = "/" + name_of(machine);
  add(design.name + std::string("/unchanged") + end, draws_of_each, suites, machine, design, 0.0);
  add(design.name + std::string("/one_7.5%_slower") + end, draws_of_each, suites, machine, design,
      0.075);
}

void add_series(const std::string& name, Noise noise, Place place, double step) {
  add("change_points/" + name, quick, series, noise, place, step);
}

const bool registered = [] {
  for (const Design& design : {stored, in_turn}) {
    for (const MachineKind machine : all_machines) add_suites(design, machine);
  }
  for (const Design& design : {one_look_at_few, two_looks_at_few}) {
    for (const MachineKind machine : {MachineKind::quiet, MachineKind::drifting}) {
      add_suites(design, machine, quick);
    }
  }
  for (const auto& [noise, name] : noises) {
    const std::string end = std::string("/") + name;
    add_series("unchanged" + end, noise, Place::nowhere, 0.0);
    add_series("step_3%" + end, noise, Place::middle_third, 0.03);
    add_series("step_5%" + end, noise, Place::middle_third, 0.05);
    add_series("step_7.5%" + end, noise, Place::middle_third, 0.075);
    add_series("step_5%_near_an_end" + end, noise, Place::near_an_end, 0.05);
  }
  return true;
}();

}  // namespace
}  // namespace bench
