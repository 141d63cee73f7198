// SPDX-License-Identifier: MIT
//
// What a set of process launches measured: plain values, whatever the format of the files.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "reports/model/machine.h"
#include "reports/model/warning.h"

namespace reports {

/// Where a launch stands among those that `reports measure` started in turn, as it notes it in
/// --benchmark_context.
struct SessionPlace {
  std::string session;  ///< measure_session: the same for both sides of one measurement
  int block = 0;        ///< measure_block, from 1: inside it the order of the sides was random
  int turn = 0;         ///< measure_turn, from 1: of all launches of the session
  std::string looks;    ///< measure_looks: "4x0.2+6x0.8", see model/looks.h
};

/// One process from start to exit, which is one file.
struct Launch {
  std::string file;
  std::size_t fingerprint = 0;  ///< of what the file holds: a copy is not another launch
  Machine machine;
  std::optional<SessionPlace> place = {};  ///< nothing: not known to be interleaved
  std::string date = {};                   ///< "2026-01-28T01:51:00+00:00"; empty if not known
};

/// What one launch says about one benchmark: the median of its repetitions. Launches are what is
/// compared, since repetitions inside one process share its memory layout, its place on the
/// machine and the noise of its moment.
struct Sample {
  std::size_t launch = 0;  ///< its place in Run::launches
  int repetitions = 1;
  double real_time_ns = 0;  ///< of one iteration; finite and above 0, as is cpu_time_ns or it is 0
  double cpu_time_ns = 0;
  std::map<std::string, double> counters;  ///< those with a finite value
  std::set<std::string> varying_counters;  ///< repetitions lack them or disagree about them
};

/// A launch in which the benchmark ran into an error or was skipped, and what it said.
struct Failure {
  std::size_t launch = 0;
  std::string reason;
};

struct Benchmark {
  std::string name;    ///< with its arguments: `BM_post/8/threads:2`
  std::string family;  ///< without them: `BM_post`
  int threads = 1;
  std::vector<Sample> samples;  ///< at most one of each launch
  std::vector<Failure> failures;
};

/// What one process executed under callgrind: in its timed loop, or from start to exit. Where a
/// benchmark failed, or none was started since it cannot be compared, `failure` says so.
struct InstructionTotal {
  std::string file;
  std::string benchmark;  ///< without its "/iterations:N"
  std::int64_t iterations = 0;
  std::int64_t instructions = 0;
  int threads = 1;                          ///< that the process had; 0 if callgrind was not asked
  std::optional<std::string> failure = {};  ///< why there are no instructions to compare
};

/// One side of a comparison.
struct Run {
  std::string path;     ///< the file or directory as the user named it
  std::string command;  ///< that measured it, as one would type it; empty if not known
  std::vector<Launch> launches;
  std::vector<Benchmark> benchmarks;           ///< in order of first appearance; names are unique
  std::vector<InstructionTotal> instructions;  ///< in order of their files' names
  std::vector<Warning> warnings;
};

}  // namespace reports
