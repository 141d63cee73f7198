// SPDX-License-Identifier: MIT
//
// Runs made by hand, or drawn from a seed, for tests of the verdicts.
#pragma once

#include <random>
#include <string>
#include <vector>

#include "reports/model/run.h"

namespace reports {

/// `count` equal values.
std::vector<double> repeated(std::size_t count, double value);

/// `count` times of launches around `center_ns`, with the given coefficient of variation.
std::vector<double> launch_times(std::mt19937_64& random, std::size_t count, double center_ns,
                                 double variation);

/// A benchmark with one sample a launch, whose CPU time is its wall time.
Benchmark benchmark_of(const std::string& name, const std::vector<double>& times_ns);

/// As many launches as the longest of the benchmarks has samples.
Run run_of(std::vector<Benchmark> benchmarks);

}  // namespace reports
