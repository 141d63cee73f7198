// SPDX-License-Identifier: MIT
#include "reports/verdict/obstacle.h"

#include <algorithm>

#include "reports/stats/median.h"

namespace reports {
namespace {

/// What happened in launches that brought no time; nothing if there is none such.
std::optional<Obstacle> incomplete(std::string_view side, const Benchmark& benchmark,
                                   std::size_t launches) {
  const auto in_some = [&](std::size_t some) {
    return " in " + std::to_string(some) + " of " + std::to_string(launches) + " launches of " +
           std::string(side);
  };
  if (!benchmark.failures.empty()) {
    return Obstacle{
        Verdict::not_run,
        "failed" + in_some(benchmark.failures.size()) + ": " + benchmark.failures[0].reason,
        {}};
  }
  if (benchmark.samples.size() == launches) return std::nullopt;
  return Obstacle{Verdict::not_run,
                  "missing" + in_some(launches - benchmark.samples.size()) +
                      ": all must be of one program with one filter",
                  {}};
}

std::optional<Obstacle> not_run(const BenchmarkPair& pair) {
  if (pair.candidate == nullptr) {
    return Obstacle{Verdict::not_run, "missing in NEW: only BASE has it", {}};
  }
  if (pair.base == nullptr) return Obstacle{Verdict::not_run, "new: BASE does not have it", {}};
  if (auto obstacle = incomplete(base_name, *pair.base, pair.launches[0])) return obstacle;
  return incomplete(candidate_name, *pair.candidate, pair.launches[1]);
}

/// Google Benchmark appends to the name which clock the user chose, as a part of its own.
bool chose_its_clock(const std::string& name) {
  const std::string parts = name + "/";
  const auto has = [&](std::string_view part) { return parts.find(part) != std::string::npos; };
  return has("/real_time/") || has("/manual_time/") || has("/process_time/");
}

bool shared_its_cpu(const Benchmark& benchmark) {
  std::vector<double> ratios;
  for (const Sample& sample : benchmark.samples) {
    ratios.push_back(sample.real_time_ns / sample.cpu_time_ns);  // infinite if it had no CPU
  }
  return benchmark.threads == 1 && !chose_its_clock(benchmark.name) &&
         median(std::move(ratios)) > contention_ratio;
}

std::optional<Obstacle> contention(const BenchmarkPair& pair) {
  const bool in_base = shared_its_cpu(*pair.base);
  if (!in_base && !shared_its_cpu(*pair.candidate)) return std::nullopt;
  return Obstacle{Verdict::inconclusive,
                  "wall time is over 1.15 times CPU time in " +
                      std::string(in_base ? base_name : candidate_name) +
                      ": it shared its CPU; measure on a quiet machine, or register it with "
                      "UseRealTime() if it waits on purpose",
                  {}};
}

std::optional<Obstacle> too_few(const std::array<std::size_t, 2>& launches,
                                std::size_t least_launches) {
  if (std::min(launches[0], launches[1]) >= least_launches) return std::nullopt;
  return Obstacle{Verdict::inconclusive,
                  "too few launches to tell a difference from how launches differ by themselves",
                  static_cast<int>(least_launches)};
}

}  // namespace

std::optional<std::string> obstacle_to_all(const std::optional<std::string>& machines,
                                           const Control& control,
                                           const std::optional<Interleaving>& interleaving) {
  if (machines) return machines;
  if (control.state == ControlState::failed) {
    return "the control of this machine failed: " + control.reason;
  }
  if (interleaving && interleaving->blocks < interleaving->blocks_to_first_look) {
    return "stopped after " + std::to_string(interleaving->blocks) +
           " blocks, before the first look that was planned, after " +
           std::to_string(interleaving->blocks_to_first_look) +
           ": the same 'reports measure' goes on from there";
  }
  return std::nullopt;
}

std::optional<Obstacle> obstacle_to(const BenchmarkPair& pair,
                                    const std::array<std::size_t, 2>& launches,
                                    const Parameters& parameters,
                                    const std::optional<std::string>& nothing_counts) {
  if (auto obstacle = not_run(pair)) return obstacle;
  if (nothing_counts) return Obstacle{Verdict::inconclusive, *nothing_counts, {}};
  if (auto obstacle = contention(pair)) return obstacle;
  return too_few(launches, parameters.least_launches);
}

}  // namespace reports
