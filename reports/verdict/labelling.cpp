// SPDX-License-Identifier: MIT
#include "reports/verdict/labelling.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <utility>

namespace reports {
namespace {

int turn_of(const Launch& launch) {
  return launch.place ? launch.place->turn : 0;
}

/// Where each launch of `run` comes to lie in the pool.
std::vector<std::size_t> add_launches(Run& pool, const Run& run) {
  std::vector<std::size_t> places(run.launches.size());
  std::iota(places.begin(), places.end(), pool.launches.size());
  pool.launches.insert(pool.launches.end(), run.launches.begin(), run.launches.end());
  return places;
}

/// Half of the elements at `places` become 1: a uniform choice, by drawing each in turn (Knuth, The
/// Art of Computer Programming 2, §3.4.2, algorithm S). The remainder of a 64-bit number favours no
/// choice by more than 2^-50 here.
void deal(const std::vector<std::size_t>& places, std::mt19937_64& random,
          std::vector<std::size_t>& side_of) {
  std::size_t wanted = places.size() / 2;
  std::size_t left = places.size();
  for (const std::size_t place : places) {
    const bool chosen = random() % left < wanted;
    side_of[place] = chosen ? 1 : 0;
    wanted -= chosen ? 1 : 0;
    --left;
  }
}

}  // namespace

PooledLaunches::PooledLaunches(const Run& base, const Run& candidate) {
  Run both;
  std::map<std::string, std::size_t> places;
  for (const Run* run : {&base, &candidate}) {
    const std::vector<std::size_t> launch_at = add_launches(both, *run);
    for (const Benchmark& benchmark : run->benchmarks) {
      const auto [found, is_new] = places.emplace(benchmark.name, both.benchmarks.size());
      if (is_new) {
        both.benchmarks.push_back({benchmark.name, benchmark.family, benchmark.threads, {}, {}});
      }
      Benchmark& pooled = both.benchmarks[found->second];
      for (Sample sample : benchmark.samples) {
        sample.launch = launch_at[sample.launch];
        sample.counters.clear();
        sample.varying_counters.clear();
        pooled.samples.push_back(std::move(sample));
      }
      for (Failure failure : benchmark.failures) {
        failure.launch = launch_at[failure.launch];
        pooled.failures.push_back(std::move(failure));
      }
    }
  }
  std::vector<std::size_t> order(both.launches.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return turn_of(both.launches[a]) < turn_of(both.launches[b]);
  });
  std::vector<std::size_t> rank(order.size());
  for (std::size_t i = 0; i < order.size(); ++i) {
    rank[order[i]] = i;
    pool_.launches.push_back(both.launches[order[i]]);
  }
  pool_.benchmarks = std::move(both.benchmarks);
  for (Benchmark& benchmark : pool_.benchmarks) {
    for (Sample& sample : benchmark.samples) sample.launch = rank[sample.launch];
    for (Failure& failure : benchmark.failures) failure.launch = rank[failure.launch];
  }
}

std::array<Run, 2> PooledLaunches::deal_inside_blocks(std::mt19937_64& random) const {
  std::map<int, std::vector<std::size_t>> blocks;
  for (std::size_t i = 0; i < pool_.launches.size(); ++i) {
    const auto& place = pool_.launches[i].place;
    blocks[place ? place->block : 0].push_back(i);
  }
  std::vector<std::size_t> side_of(pool_.launches.size());
  for (const auto& [number, places] : blocks) deal(places, random, side_of);
  return sides(side_of, true);
}

std::array<Run, 2> PooledLaunches::earlier_and_later() const {
  std::vector<std::size_t> side_of(pool_.launches.size());
  for (std::size_t i = side_of.size() / 2; i < side_of.size(); ++i) side_of[i] = 1;
  return sides(side_of, false);
}

std::array<Run, 2> PooledLaunches::sides(const std::vector<std::size_t>& side_of,
                                         bool keeps_places) const {
  std::array<Run, 2> runs;
  std::vector<std::size_t> launch_at;
  for (std::size_t i = 0; i < side_of.size(); ++i) {
    Run& run = runs[side_of[i]];
    launch_at.push_back(run.launches.size());
    run.launches.push_back(pool_.launches[i]);
    if (!keeps_places) run.launches.back().place.reset();
  }
  for (const Benchmark& pooled : pool_.benchmarks) {
    for (Run& run : runs) {
      run.benchmarks.push_back({pooled.name, pooled.family, pooled.threads, {}, {}});
    }
    for (Sample sample : pooled.samples) {
      Run& run = runs[side_of[sample.launch]];
      sample.launch = launch_at[sample.launch];
      run.benchmarks.back().samples.push_back(std::move(sample));
    }
    for (Failure failure : pooled.failures) {
      Run& run = runs[side_of[failure.launch]];
      failure.launch = launch_at[failure.launch];
      run.benchmarks.back().failures.push_back(std::move(failure));
    }
  }
  return runs;
}

}  // namespace reports
