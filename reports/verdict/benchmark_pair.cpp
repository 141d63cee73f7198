// SPDX-License-Identifier: MIT
#include "reports/verdict/benchmark_pair.h"

#include <map>

namespace reports {

std::vector<BenchmarkPair> pair_by_name(const Run& base, const Run& candidate) {
  const std::array launches = {base.launches.size(), candidate.launches.size()};
  std::vector<BenchmarkPair> pairs;
  std::map<std::string_view, std::size_t> places;
  for (const Benchmark& benchmark : base.benchmarks) {
    places[benchmark.name] = pairs.size();
    pairs.push_back({&benchmark, nullptr, launches});
  }
  for (const Benchmark& benchmark : candidate.benchmarks) {
    if (const auto found = places.find(benchmark.name); found != places.end()) {
      pairs[found->second].candidate = &benchmark;
    } else {
      pairs.push_back({nullptr, &benchmark, launches});
    }
  }
  return pairs;
}

}  // namespace reports
