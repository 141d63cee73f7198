// SPDX-License-Identifier: MIT
//
// What a set of process launches measured: plain values, whatever the format of the files.
#pragma once

#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "reports/model/machine.h"
#include "reports/model/warning.h"

namespace reports {

/// One process from start to exit, which is one file.
struct Launch {
  std::string file;
  std::size_t fingerprint = 0;  ///< of what the file holds: a copy is not another launch
  Machine machine;
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

/// One side of a comparison.
struct Run {
  std::string path;  ///< the file or directory as the user named it
  std::vector<Launch> launches;
  std::vector<Benchmark> benchmarks;  ///< in order of first appearance; names are unique
  std::vector<Warning> warnings;
};

}  // namespace reports
