// SPDX-License-Identifier: MIT
//
// Generated programs under generated interleavings. LOOP_SIMULATION_SEED=N runs the one of that
// seed and prints what its threads did; LOOP_SIMULATION_SEEDS=N runs that many.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <set>
#include <sstream>
#include <string>

#include "loop/tests/simulation/program.h"
#include "loop/tests/simulation/scheduler.h"

namespace loop {
namespace {

constexpr std::uint64_t usual_seeds = 10'000;

std::uint64_t from_environment(const char* name, std::uint64_t otherwise) {
  const char* text = std::getenv(name);
  return text != nullptr ? std::stoull(text) : otherwise;
}

std::string report(const Scheduler& scheduler, std::uint64_t seed, const std::string& broken) {
  std::ostringstream text;
  text << broken << '\n';
  scheduler.print_trace(text);
  text << "to see it again: " << replay_command(seed);
  return text.str();
}

void add(Discarded& sum, const Discarded& discarded) {
  sum.tasks += discarded.tasks;
  sum.microtasks += discarded.microtasks;
  sum.immediates += discarded.immediates;
  sum.close_callbacks += discarded.close_callbacks;
  sum.timers += discarded.timers;
  sum.work += discarded.work;
}

}  // namespace

TEST_CASE("the loop keeps its promises under every interleaving that the seeds make",
          "[loop][simulation]") {
  Scheduler scheduler(scheduled_threads);
  const std::uint64_t only = from_environment("LOOP_SIMULATION_SEED", 0);
  const std::uint64_t last =
      only != 0 ? only : from_environment("LOOP_SIMULATION_SEEDS", usual_seeds);
  for (std::uint64_t seed = only != 0 ? only : 1; seed <= last; ++seed) {
    const std::string broken = Program(scheduler, seed).run();
    if (!broken.empty()) FAIL(report(scheduler, seed, broken));
  }
  if (only != 0) scheduler.print_trace(std::cout);
  SUCCEED();
}

TEST_CASE("the seeds reach every point and everything that a loop can discard",
          "[loop][simulation]") {
  Scheduler scheduler(scheduled_threads);
  std::set<Point> reached;
  std::ptrdiff_t most_sleeps = 0;
  Discarded sum;
  for (std::uint64_t seed = 1; seed <= 500; ++seed) {
    Program program(scheduler, seed);
    program.run();
    std::ptrdiff_t sleeps = 0;
    for (const Scheduler::Step& step : scheduler.trace()) {
      reached.insert(step.point);
      if (step.point == Point::wait) ++sleeps;
    }
    most_sleeps = std::max(most_sleeps, sleeps);
    add(sum, program.discarded());
  }

  CHECK(reached.size() == point_count);
  CHECK(most_sleeps >= 4);
  CHECK(sum.tasks > 0);
  CHECK(sum.microtasks > 0);
  CHECK(sum.immediates > 0);
  CHECK(sum.close_callbacks > 0);
  CHECK(sum.timers > 0);
  CHECK(sum.work > 0);
}

}  // namespace loop
