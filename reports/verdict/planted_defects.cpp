// SPDX-License-Identifier: MIT
#include "reports/verdict/planted_defects.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "reports/model/error.h"
#include "reports/verdict/compare_runs.h"

namespace reports {
namespace {

using Row = BenchmarkComparison;

constexpr double margins_more = 3;

Benchmark& benchmark_of(Run& run, const Row& row) {
  return *std::find_if(run.benchmarks.begin(), run.benchmarks.end(),
                       [&](const Benchmark& benchmark) { return benchmark.name == row.name; });
}

/// A difference that nobody may miss.
double size_of(const Row& row) {
  return margins_more * std::max(*row.margin, row.noise.value_or(0));
}

/// Nothing of which one could be more or less.
double no_size(const Row&) {
  return 0;
}

void slow_down(Run& run, const Row& row) {
  for (Sample& sample : benchmark_of(run, row).samples) {
    const double factor = (1 + size_of(row)) / *row.ratio;
    sample.real_time_ns *= factor;
    sample.cpu_time_ns *= factor;
  }
}

void remove(Run& run, const Row& row) {
  benchmark_of(run, row).name += " (renamed by the self-test)";
}

void fail_once(Run& run, const Row& row) {
  Benchmark& benchmark = benchmark_of(run, row);
  benchmark.failures.push_back({benchmark.samples.back().launch, "error: planted"});
  benchmark.samples.pop_back();
}

void count_one_more(Run& run, const Row& row) {
  for (Sample& sample : benchmark_of(run, row).samples) {
    sample.counters[row.metric] = *row.base + 1;
    sample.varying_counters.erase(row.metric);
  }
}

template <typename Change>
void change_totals(Run& run, const Row& row, Change change) {
  for (InstructionTotal& total : run.instructions) {
    if (total.benchmark == row.name) change(total);
  }
}

void execute_more(Run& run, const Row& row) {
  change_totals(run, row, [&](InstructionTotal& total) {
    const double more = size_of(row) * *row.base + *row.base - *row.candidate;
    total.instructions += std::llround(more * static_cast<double>(total.iterations));
  });
}

void remove_totals(Run& run, const Row& row) {
  change_totals(run, row, [](InstructionTotal& total) { total.benchmark += " (renamed)"; });
}

/// One total of each number of iterations differs from its repeats.
void vary_once(Run& run, const Row& row) {
  std::set<std::int64_t> seen;
  change_totals(run, row, [&](InstructionTotal& total) {
    total.instructions += seen.insert(total.iterations).second ? 1 : 0;
  });
}

struct Plant {
  const char* what;
  bool (*fits)(const Row& row);
  void (*damage)(Run& run, const Row& row);
  double (*size)(const Row& row);
  Verdict name;  ///< the verdict that names this damage
};

constexpr Plant plants[] = {
    {"slower by 3 margins", is_time, slow_down, size_of, Verdict::regressed},
    {"missing in NEW", is_time, remove, no_size, Verdict::not_run},
    {"an error in one launch of NEW", is_time, fail_once, no_size, Verdict::not_run},
    {"one more of an exact counter", is_counter, count_one_more, no_size, Verdict::regressed},
    {"more instructions by 3 margins", is_instructions, execute_more, size_of, Verdict::regressed},
    {"instructions missing in NEW", is_instructions, remove_totals, no_size, Verdict::not_run},
    {"a count that does not repeat", is_instructions, vary_once, no_size, Verdict::inconclusive},
};

/// Rows of this kind that both sides measured, in every launch or not, and that pass undamaged.
std::vector<const Row*> rows_to_damage(const Comparison& comparison, const Plant& plant,
                                       PlantedDefect& defect) {
  std::vector<const Row*> rows;
  for (const Row& row : comparison.benchmarks) {
    if (!plant.fits(row) || !row.base || !row.candidate || row.verdict == Verdict::not_run)
      continue;
    if (fails_the_gate(row)) {
      ++defect.idle;
    } else {
      rows.push_back(&row);
    }
  }
  const std::size_t step =
      (rows.size() + most_benchmarks_to_damage - 1) / most_benchmarks_to_damage;
  std::vector<const Row*> taken;
  for (std::size_t i = 0; i < rows.size(); i += step) taken.push_back(rows[i]);
  return taken;
}

const Row& same_row(const Comparison& comparison, const Row& row) {
  return *std::find_if(
      comparison.benchmarks.begin(), comparison.benchmarks.end(),
      [&](const Row& other) { return other.name == row.name && other.metric == row.metric; });
}

void count(PlantedDefect& defect, const Row& judged, Verdict name) {
  ++defect.planted;
  defect.named += judged.verdict == name ? 1 : 0;
  if (fails_the_gate(judged)) {
    ++defect.failed;
  } else {
    (is_excused(judged) ? defect.excused : defect.missed).push_back(judged.name);
  }
}

}  // namespace

std::vector<PlantedDefect> plant_defects(const Run& base, const Run& candidate,
                                         const Parameters& parameters, const Control& control) {
  const Comparison undamaged = compare_runs(base, candidate, parameters, control);
  std::vector<PlantedDefect> defects;
  for (const Plant& plant : plants) {
    PlantedDefect defect;
    defect.what = plant.what;
    const std::vector<const Row*> rows = rows_to_damage(undamaged, plant, defect);
    for (const Row* row : rows) {
      Run damaged = candidate;
      plant.damage(damaged, *row);
      const double size = plant.size(*row);
      defect.least = defect.planted == 0 ? size : std::min(defect.least, size);
      defect.most = std::max(defect.most, size);
      count(defect, same_row(compare_runs(base, damaged, parameters, control), *row), plant.name);
    }
    if (defect.planted + defect.idle > 0) defects.push_back(std::move(defect));
  }
  if (defects.empty()) {
    throw Error(
        "--self-test: no benchmark was measured on both sides, so that none can be damaged");
  }
  return defects;
}

}  // namespace reports
