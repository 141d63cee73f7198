// SPDX-License-Identifier: MIT
//
// Two runs side by side: what differs, how sure that is, and what follows. Plain values, filled in
// by verdict/ and shown by render/.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "reports/model/control.h"
#include "reports/model/interval.h"
#include "reports/model/machine.h"
#include "reports/model/warning.h"

namespace reports {

enum class Verdict {
  regressed,     ///< significantly slower, by the margin at least
  improved,      ///< significantly faster, by the margin at least
  no_change,     ///< proved to differ by less than the margin
  inconclusive,  ///< measured, and the measurements do not decide
  not_run,       ///< nothing to judge: vanished, new, or failed
};

/// REGRESSED, NO CHANGE, ...: as people read it.
std::string_view words(Verdict verdict);

/// regressed, no_change, ...: as programs read it.
std::string_view identifier(Verdict verdict);

/// What was asked for, and what the verdicts rest on.
struct Parameters {
  double margin = 0.05;                ///< relative; smaller differences do not matter to the user
  double floor_ns = 1;                 ///< wall time; smaller differences matter to nobody
  double false_discovery_rate = 0.05;  ///< over everything judged
  std::size_t least_launches = 8;      ///< a side
  std::vector<std::string> exact_counters = {"allocs_per_iter"};
  std::vector<std::string> allowed;  ///< benchmarks or families that need no verdict
};

/// A counter that is shown and not judged: its medians over the launches, nothing for a side that
/// does not report it.
struct CounterChange {
  std::string name;
  std::optional<double> base;
  std::optional<double> candidate;
};

/// The metric of the instructions that one operation executes.
constexpr std::string_view instructions_metric = "instructions";

/// One benchmark by one metric: "real_time", instructions, or the name of an exact counter.
struct BenchmarkComparison {
  std::string name;
  std::string family;
  std::string metric;
  std::optional<double> base;  ///< median over the launches; nanoseconds for real_time
  std::optional<double> candidate;
  std::array<std::size_t, 2> launches{};
  std::optional<double> ratio;       ///< candidate / base; not that of the medians
  std::optional<Interval> interval;  ///< of the ratio, 90 %
  std::optional<double> p;           ///< exact and two-sided, of the test that the sampling allows
  std::optional<double> smallest_p;  ///< that so many launches can reach at all
  std::optional<double> q;           ///< p among everything judged; nothing if not judged
  std::optional<double> margin;      ///< relative; what matters to the user, and is measurable
  std::optional<double> noise;       ///< relative; what identical programs show on this machine
  Verdict verdict = Verdict::not_run;
  std::string reason;                  ///< empty where the numbers speak
  std::optional<int> launches_needed;  ///< a side, that would probably decide
  bool allowed = false;                ///< by name, to have no verdict; never if nothing was judged
  std::vector<CounterChange> counters;
};

struct ComparedSide {
  std::string path;
  std::string command;  ///< that measured it, as one would type it; empty if not known
  std::size_t launches = 0;
  Machine machine;  ///< what all launches agree on
};

struct Comparison {
  Parameters parameters;
  Control control;
  Sampling sampling = Sampling::stored_sets;
  int blocks = 0;    ///< of interleaved launches
  double share = 1;  ///< of the error rate, that a look after so many blocks may spend
  ComparedSide base;
  ComparedSide candidate;
  std::vector<BenchmarkComparison> benchmarks;
  std::vector<Warning> warnings;
  Verdict verdict = Verdict::not_run;  ///< the weakest of what is required
};

/// How many have this verdict; those that are allowed to have none do not count as required.
std::size_t count(const Comparison& comparison, Verdict verdict);
std::size_t count_required(const Comparison& comparison, Verdict verdict);

/// How many of the required have this verdict at the gate.
std::size_t count_at_gate(const Comparison& comparison, Verdict verdict);

/// Whether the numbers gave an answer: regressed, improved or no change.
bool is_judged(const BenchmarkComparison& benchmark);

/// Whether the row is a time, which noise and machines change, and not an exact count.
bool is_time(const BenchmarkComparison& benchmark);

/// Whether the row is what callgrind counted.
bool is_instructions(const BenchmarkComparison& benchmark);

/// Whether the row is an exact counter that the benchmark itself reports.
bool is_counter(const BenchmarkComparison& benchmark);

/// Whether the row has no verdict and needs none.
bool is_excused(const BenchmarkComparison& benchmark);

/// What the row means to the gate: its verdict, or INCONCLUSIVE where the gate is disarmed and the
/// row is a time that was judged.
Verdict gate_verdict(const Comparison& comparison, const BenchmarkComparison& benchmark);

/// Whether there are times, and nothing vouches for the verdicts about them.
bool is_disarmed(const Comparison& comparison);

/// Whether the row alone keeps the gate from passing: a regression, or no verdict where one is
/// required.
bool fails_the_gate(const BenchmarkComparison& benchmark);

}  // namespace reports
