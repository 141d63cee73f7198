// SPDX-License-Identifier: MIT
#include "reports/verdict/planted_defects.h"

#include <algorithm>

#include "reports/model/error.h"
#include "reports/verdict/compare_runs.h"

namespace reports {
namespace {

constexpr double margins_slower = 3;

void slow_down(Benchmark& benchmark, const BenchmarkComparison& row) {
  const double factor = (1 + margins_slower * *row.margin) / *row.ratio;
  for (Sample& sample : benchmark.samples) {
    sample.real_time_ns *= factor;
    sample.cpu_time_ns *= factor;
  }
}

void remove(Benchmark& benchmark, const BenchmarkComparison&) {
  benchmark.name += " (renamed by the self-test)";
}

void fail_once(Benchmark& benchmark, const BenchmarkComparison&) {
  const Sample failing = benchmark.samples.back();
  benchmark.samples.pop_back();
  benchmark.failures.push_back({failing.launch, "error: planted by the self-test"});
}

struct Plant {
  const char* what;
  void (*damage)(Benchmark& benchmark, const BenchmarkComparison& row);
  Verdict name;  ///< the verdict that names this damage
};

constexpr Plant plants[] = {
    {"slower by 3 margins", slow_down, Verdict::regressed},
    {"missing in NEW", remove, Verdict::not_run},
    {"an error in one launch of NEW", fail_once, Verdict::not_run},
};

const BenchmarkComparison& time_row(const Comparison& comparison, const std::string& name) {
  return *std::find_if(
      comparison.benchmarks.begin(), comparison.benchmarks.end(),
      [&](const auto& row) { return row.name == name && row.metric == "real_time"; });
}

/// Rows that both sides measured, in every launch or not.
std::vector<const BenchmarkComparison*> rows_to_damage(const Comparison& comparison) {
  std::vector<const BenchmarkComparison*> rows;
  for (const BenchmarkComparison& row : comparison.benchmarks) {
    const bool is_time = row.metric == "real_time";
    if (is_time && row.ratio && row.verdict != Verdict::not_run) rows.push_back(&row);
  }
  if (rows.empty()) {
    throw Error(
        "--self-test: no benchmark was measured on both sides, so that none can be damaged");
  }
  const std::size_t step =
      (rows.size() + most_benchmarks_to_damage - 1) / most_benchmarks_to_damage;
  std::vector<const BenchmarkComparison*> taken;
  for (std::size_t i = 0; i < rows.size(); i += step) taken.push_back(rows[i]);
  return taken;
}

void count(PlantedDefect& defect, const BenchmarkComparison& judged, Verdict name) {
  ++defect.planted;
  defect.named += judged.verdict == name ? 1 : 0;
  if (fails_the_gate(judged)) {
    ++defect.failed;
  } else {
    const bool is_excused = judged.allowed && !is_judged(judged);
    (is_excused ? defect.excused : defect.missed).push_back(judged.name);
  }
}

}  // namespace

std::vector<PlantedDefect> plant_defects(const Run& base, const Run& candidate,
                                         const Parameters& parameters) {
  const Comparison undamaged = compare_runs(base, candidate, parameters);
  const std::vector<const BenchmarkComparison*> rows = rows_to_damage(undamaged);
  std::vector<PlantedDefect> defects;
  for (const Plant& plant : plants) {
    PlantedDefect& defect = defects.emplace_back();
    defect.what = plant.what;
    for (const BenchmarkComparison* row : rows) {
      Run damaged = candidate;
      plant.damage(*std::find_if(damaged.benchmarks.begin(), damaged.benchmarks.end(),
                                 [&](const auto& other) { return other.name == row->name; }),
                   *row);
      count(defect, time_row(compare_runs(base, damaged, parameters), row->name), plant.name);
    }
  }
  return defects;
}

}  // namespace reports
