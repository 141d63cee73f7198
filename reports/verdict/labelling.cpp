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

/// A sample or a failure, of another launch.
template <typename Item>
Item moved_to(std::size_t launch, Item item) {
  item.launch = launch;
  return item;
}

Sample without_counters(Sample sample) {
  sample.counters.clear();
  sample.varying_counters.clear();
  return sample;
}

/// Puts the launches of both runs into the pool, in the order of their turns. Where each came to
/// lie, by side.
std::array<std::vector<std::size_t>, 2> pool_launches(const std::array<const Run*, 2>& runs,
                                                      Run& pool) {
  std::array<std::vector<std::size_t>, 2> places;
  std::vector<std::pair<std::size_t, std::size_t>> order;  // side, and launch of that side
  for (const std::size_t side : {0U, 1U}) {
    places[side].resize(runs[side]->launches.size());
    for (std::size_t i = 0; i < places[side].size(); ++i) order.emplace_back(side, i);
  }
  const auto launch = [&](const auto& at) -> const Launch& {
    return runs[at.first]->launches[at.second];
  };
  std::stable_sort(order.begin(), order.end(), [&](const auto& a, const auto& b) {
    return turn_of(launch(a)) < turn_of(launch(b));
  });
  for (const auto& at : order) {
    places[at.first][at.second] = pool.launches.size();
    pool.launches.push_back(launch(at));
  }
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
  const std::array runs = {&base, &candidate};
  const auto places = pool_launches(runs, pool_);
  std::map<std::string, std::size_t> benchmark_at;
  for (const std::size_t side : {0U, 1U}) {
    for (const Benchmark& benchmark : runs[side]->benchmarks) {
      const auto [found, is_new] = benchmark_at.emplace(benchmark.name, pool_.benchmarks.size());
      if (is_new) {
        pool_.benchmarks.push_back({benchmark.name, benchmark.family, benchmark.threads, {}, {}});
      }
      Benchmark& pooled = pool_.benchmarks[found->second];
      for (const Sample& sample : benchmark.samples) {
        pooled.samples.push_back(moved_to(places[side][sample.launch], without_counters(sample)));
      }
      for (const Failure& failure : benchmark.failures) {
        pooled.failures.push_back(moved_to(places[side][failure.launch], failure));
      }
    }
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
    for (const Sample& sample : pooled.samples) {
      runs[side_of[sample.launch]].benchmarks.back().samples.push_back(
          moved_to(launch_at[sample.launch], sample));
    }
    for (const Failure& failure : pooled.failures) {
      runs[side_of[failure.launch]].benchmarks.back().failures.push_back(
          moved_to(launch_at[failure.launch], failure));
    }
  }
  return runs;
}

}  // namespace reports
