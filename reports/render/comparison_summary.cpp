// SPDX-License-Identifier: MIT
#include "reports/render/comparison_summary.h"

#include <algorithm>
#include <map>

#include "reports/render/measure_again.h"
#include "reports/render/quantity.h"

namespace reports {
namespace {

/// ", 3 regressed" for what there is, nothing for what there is not.
std::string counted(const Comparison& comparison, Verdict verdict, std::string_view name,
                    std::string_view separator) {
  const std::size_t rows = count(comparison, verdict);
  if (rows == 0) return "";
  return std::string(separator) + std::to_string(rows) + " " + std::string(name);
}

std::size_t count_judged(const Comparison& comparison) {
  return static_cast<std::size_t>(
      std::count_if(comparison.benchmarks.begin(), comparison.benchmarks.end(), is_judged));
}

bool needs_launches(const BenchmarkComparison& row) {
  return is_time(row) && row.launches_needed.has_value();
}

bool is_held_up(const BenchmarkComparison& row) {
  return is_time(row) && !row.launches_needed;
}

/// Whether a row of this kind lacks a verdict that is required, or regressed.
bool has(const Comparison& comparison, Verdict verdict,
         bool (*is_of_kind)(const BenchmarkComparison&)) {
  return std::any_of(comparison.benchmarks.begin(), comparison.benchmarks.end(),
                     [&](const BenchmarkComparison& row) {
                       return row.verdict == verdict && !is_excused(row) && is_of_kind(row);
                     });
}

/// Whether the family is so large that one p-value, however small, stays above the rate after the
/// correction for it.
bool hides_one_regression(const Comparison& comparison) {
  double family = 0;
  double smallest_p = 1;
  for (const BenchmarkComparison& row : comparison.benchmarks) {
    if (!row.q || !row.smallest_p) continue;
    ++family;
    smallest_p = std::min(smallest_p, *row.smallest_p);
  }
  return comparison.parameters.false_discovery_rate / smallest_p < family;
}

/// "only NEW reports the counters a (of BM_x), b (of BM_x and 3 more)"; nothing if there is none.
std::string show_counters_of_one_side(const Comparison& comparison, std::string_view side,
                                      std::optional<double> CounterChange::*missing) {
  constexpr std::size_t most_names = 3;
  std::map<std::string, std::vector<std::string>> benchmarks;  // by counter
  for (const BenchmarkComparison& row : comparison.benchmarks) {
    for (const CounterChange& change : row.counters) {
      if (!(change.*missing)) benchmarks[change.name].push_back(row.name);
    }
  }
  if (benchmarks.empty()) return "";
  std::string text =
      "only " + std::string(side) + " reports the counter" + (benchmarks.size() == 1 ? " " : "s ");
  std::size_t shown = 0;
  for (const auto& [counter, names] : benchmarks) {
    if (++shown > most_names) break;
    text += (shown > 1 ? ", " : "") + counter + " (of " + names.front() +
            (names.size() > 1 ? " and " + std::to_string(names.size() - 1) + " more)" : ")");
  }
  if (benchmarks.size() <= most_names) return text;
  return text + " and " + std::to_string(benchmarks.size() - most_names) + " more";
}

/// What p and the interval of a session with several looks mean.
std::string show_look(const Comparison& comparison) {
  if (comparison.share >= 1) return "";
  return "; this look may use " + show_percent(comparison.share) +
         " of the error rate: p is divided by that, and the interval widened";
}

std::string time_rule(const Comparison& comparison) {
  const Parameters& parameters = comparison.parameters;
  const auto family = std::count_if(comparison.benchmarks.begin(), comparison.benchmarks.end(),
                                    [](const auto& row) { return row.q.has_value(); });
  const std::string sampling =
      comparison.sampling == Sampling::interleaved
          ? "taken in turn, in " +
                show_count(static_cast<std::size_t>(comparison.blocks), "block", "blocks") +
                show_look(comparison)
          : "two stored sets";
  return "margin " + show_percent(parameters.margin) + " and at least " +
         show_time(parameters.floor_ns) + "; false discovery rate " +
         show_percent(parameters.false_discovery_rate) + " over " +
         show_count(static_cast<std::size_t>(family), "benchmark", "benchmarks") + "; " + sampling;
}

}  // namespace

std::string show_counts(const Comparison& comparison) {
  std::string text = is_disarmed(comparison) ? "the gate is disarmed; judged " : "judged ";
  text += std::to_string(count_judged(comparison)) + " of " +
          std::to_string(comparison.benchmarks.size());
  std::string detail = counted(comparison, Verdict::regressed, "regressed", ", ") +
                       counted(comparison, Verdict::improved, "improved", ", ") +
                       counted(comparison, Verdict::no_change, "no change", ", ");
  if (!detail.empty()) text += ": " + detail.substr(2);
  detail = counted(comparison, Verdict::inconclusive, "inconclusive", ", ") +
           counted(comparison, Verdict::not_run, "not run", ", ");
  if (!detail.empty()) text += "; " + detail.substr(2);
  const std::size_t without_verdict = comparison.benchmarks.size() - count_judged(comparison);
  const std::size_t required = count_required(comparison, Verdict::inconclusive) +
                               count_required(comparison, Verdict::not_run);
  if (required < without_verdict) {
    text += " (" + std::to_string(without_verdict - required) + " allowed)";
  }
  return text;
}

std::array<std::size_t, 2> count_processes(const Comparison& comparison) {
  std::array<std::size_t, 2> processes{};
  for (const BenchmarkComparison& row : comparison.benchmarks) {
    if (!is_instructions(row)) continue;
    for (const std::size_t side : {0U, 1U}) processes[side] += row.launches[side];
  }
  return processes;
}

std::vector<NextStep> next_steps(const Comparison& comparison) {
  std::vector<NextStep> steps;
  const auto add_if = [&](bool applies, const char* text) {
    if (applies) steps.push_back({text});
  };
  add_if(is_disarmed(comparison),
         "to arm the gate: reports calibrate -- BENCHMARK on this machine; or pass --calibration "
         "none to go without a control");
  add_if(has(comparison, Verdict::regressed, is_time) ||
             has(comparison, Verdict::regressed, is_counter),
         "find what slowed the REGRESSED rows down; if it is wanted, make NEW the next BASE");
  add_if(has(comparison, Verdict::regressed, is_instructions),
         "for REGRESSED instructions, compare what callgrind_annotate shows for the files of both "
         "sides; if they are wanted, make NEW the next BASE");
  add_if(count_required(comparison, Verdict::not_run) > 0,
         "make the NOT RUN rows run on both sides, or pass --allow NAME for each");
  add_if(has(comparison, Verdict::inconclusive, is_counter),
         "make the INCONCLUSIVE counters repeat exactly, or pass --allow NAME for each");
  add_if(has(comparison, Verdict::inconclusive, is_instructions),
         "for INCONCLUSIVE instructions, take time, addresses and chance out of the benchmark, and "
         "count twice");
  if (has(comparison, Verdict::inconclusive, needs_launches)) {
    steps.push_back({"for INCONCLUSIVE rows that need launches, on a quiet machine:",
                     measure_command(comparison)});
  }
  add_if(has(comparison, Verdict::inconclusive, is_held_up),
         "for the other INCONCLUSIVE rows, remove what their notes say stands in the way");
  add_if(hides_one_regression(comparison),
         "add launches, or compare fewer benchmarks at a time: one regression alone cannot be seen "
         "among so many");
  add_if(steps.empty(), "nothing to do");
  return steps;
}

std::string show_rule(const Comparison& comparison) {
  const std::string instructions =
      "instructions (Ir): 1 % and at least 5 more or less in one operation";
  const bool counted = count_processes(comparison) != std::array<std::size_t, 2>{};
  if (!counted) return time_rule(comparison);
  const bool timed = comparison.base.launches + comparison.candidate.launches > 0;
  return (timed ? time_rule(comparison) + "; " : "") + instructions;
}

std::vector<std::string> show_warnings(const Comparison& comparison) {
  std::vector<std::string> texts;
  for (const Warning& warning : comparison.warnings) texts.push_back(warning.text);
  for (const std::string& text :
       {show_counters_of_one_side(comparison, "BASE", &CounterChange::candidate),
        show_counters_of_one_side(comparison, "NEW", &CounterChange::base)}) {
    if (!text.empty()) texts.push_back(text);
  }
  return texts;
}

bool is_held_back(const Comparison& comparison, const BenchmarkComparison& row) {
  return gate_verdict(comparison, row) != row.verdict;
}

std::string show_verdict(const Comparison& comparison, const BenchmarkComparison& row) {
  const std::string verdict(words(row.verdict));
  if (!is_held_back(comparison, row)) return verdict;
  return "not acted on: the gate is disarmed; by the numbers " + verdict;
}

std::string show_reason(const BenchmarkComparison& row) {
  if (!row.launches_needed) return row.reason;
  return row.reason + show_needed_launches(*row.launches_needed, *row.launches_needed);
}

std::string show_measurement(const BenchmarkComparison& row) {
  std::string text = row.metric + " " + show_value(row.metric, row.base) + " -> " +
                     show_value(row.metric, row.candidate);
  if (row.ratio) text += ", ratio " + show_ratio(row.ratio);
  if (row.interval) text += " (" + show_interval(row.interval) + ")";
  if (row.q) text += ", q " + show_probability(row.q);
  return row.reason.empty() ? text : text + ": " + show_reason(row);
}

std::string show_needed_launches(int fewest, int most) {
  std::string text = "; needs " + std::to_string(fewest);
  if (most > fewest) text += " to " + std::to_string(most);
  return text + (most == 1 ? " launch a side" : " launches a side");
}

}  // namespace reports
