// SPDX-License-Identifier: MIT
#include "reports/measure/instruction_plan.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string_view>

#include "reports/model/benchmark_name.h"

namespace reports {
namespace {

constexpr int repeats = 2;

/// Of each benchmark.
using Iterations = std::map<std::string, std::set<std::int64_t>>;

Iterations iterations_in(const std::vector<std::string>& names) {
  Iterations registered;
  for (const std::string& name : names) {
    if (const auto fixed = fixed_iterations(name)) {
      registered[fixed->benchmark].insert(fixed->iterations);
    }
  }
  return registered;
}

bool has_partner(std::int64_t iterations, const std::set<std::int64_t>& registered) {
  const bool has_half = iterations % 2 == 0 && registered.contains(iterations / 2);
  return has_half || registered.contains(2 * iterations);
}

/// Nothing if some of them are a pair.
std::optional<std::string> obstacle_of(const std::set<std::int64_t>& registered) {
  std::string list;
  for (const std::int64_t iterations : registered) {
    if (has_partner(iterations, registered)) return std::nullopt;
    list += (list.empty() ? "" : ", ") + std::to_string(iterations);
  }
  return "has " + list + "; lacks N and 2N iterations";
}

bool has_threads(const std::string& name) {
  constexpr std::string_view part = "/threads:";
  const std::size_t place = name.rfind(part);
  return place != std::string::npos && name.substr(place + part.size()) != "1";
}

}  // namespace

InstructionPlan plan_counts(const std::vector<std::string>& names) {
  const Iterations registered = iterations_in(names);
  InstructionPlan plan;
  std::set<std::string> counted_once;
  for (const std::string& name : names) {
    const auto fixed = fixed_iterations(name);
    if (!fixed) {
      plan.without_iterations.push_back(name);
      continue;
    }
    const std::set<std::int64_t>& all = registered.at(fixed->benchmark);
    const std::optional<std::string> obstacle = obstacle_of(all);
    const bool is_once = obstacle || has_threads(name);
    if (!obstacle && !has_partner(fixed->iterations, all)) continue;
    if (is_once && !counted_once.insert(fixed->benchmark).second) continue;
    const std::int64_t iterations = obstacle ? 0 : fixed->iterations;
    for (int repeat = 0; repeat < (is_once ? 1 : repeats); ++repeat) {
      plan.counts.push_back({name, fixed->benchmark, iterations, obstacle.value_or("")});
    }
  }
  return plan;
}

}  // namespace reports
