// SPDX-License-Identifier: MIT
#include "reports/verdict/machine_likeness.h"

#include <set>

#include "reports/verdict/benchmark_pair.h"

namespace reports {
namespace {

using Fact = std::optional<std::string>;

/// What the launches of one side say: nothing if one of them does not say it, or there is none.
Fact agreed(const Run& run, Fact Machine::*value) {
  if (run.launches.empty()) return std::nullopt;
  std::set<std::string> seen;
  for (const Launch& launch : run.launches) {
    if (!(launch.machine.*value)) return std::nullopt;
    seen.insert(*(launch.machine.*value));
  }
  std::string joined;
  for (const std::string& text : seen) joined += (joined.empty() ? "" : " | ") + text;
  return joined;
}

Machine agreed_machine(const Run& run) {
  Machine machine;
  for (const MachineFact& fact : machine_facts()) {
    machine.*fact.value = agreed(run, fact.value);
  }
  return machine;
}

/// Two launches of the run that name different values, in words.
Fact disagreement(const Run& run, std::string_view side, const MachineFact& fact) {
  const Fact* first = nullptr;
  for (const Launch& launch : run.launches) {
    const Fact& value = launch.machine.*fact.value;
    if (!value) continue;
    if (first != nullptr && **first != *value) {
      return "the launches of " + std::string(side) + " differ in " + std::string(fact.name) +
             ": '" + **first + "' and '" + *value + "'";
    }
    first = &value;
  }
  return std::nullopt;
}

Fact difference(const MachineLikeness& sides, const MachineFact& fact) {
  const Fact& base = sides.base.*fact.value;
  const Fact& candidate = sides.candidate.*fact.value;
  if (!base || !candidate || *base == *candidate) return std::nullopt;
  return "BASE and NEW differ in " + std::string(fact.name) + ": '" + *base + "' and '" +
         *candidate + "'";
}

void note(MachineLikeness& likeness, const MachineFact& fact, std::string text) {
  if (fact.difference == Difference::forbids_verdict && !likeness.obstacle) {
    likeness.obstacle = std::move(text);
  } else if (fact.difference != Difference::expected) {
    likeness.warnings.push_back({std::move(text)});
  }
}

void warn_of_one_sided(MachineLikeness& likeness, const MachineFact& fact) {
  const bool in_base = (likeness.base.*fact.value).has_value();
  const bool in_candidate = (likeness.candidate.*fact.value).has_value();
  if (in_base == in_candidate || fact.difference == Difference::expected) return;
  likeness.warnings.push_back({std::string(fact.name) + " is not known of every launch of " +
                               std::string(in_base ? candidate_name : base_name) +
                               ", so that nothing shows that the sides are alike"});
}

}  // namespace

MachineLikeness machine_likeness(const Run& base, const Run& candidate) {
  MachineLikeness likeness{agreed_machine(base), agreed_machine(candidate), std::nullopt, {}};
  for (const MachineFact& fact : machine_facts()) {
    Fact text = disagreement(base, base_name, fact);
    if (!text) text = disagreement(candidate, candidate_name, fact);
    if (!text) text = difference(likeness, fact);
    if (text) note(likeness, fact, std::move(*text));
    warn_of_one_sided(likeness, fact);
  }
  if (likeness.base.binary_sha256 &&
      likeness.base.binary_sha256 == likeness.candidate.binary_sha256) {
    likeness.warnings.push_back(
        {"BASE and NEW ran the same binary (binary_sha256): what differs is noise, not code"});
  }
  return likeness;
}

}  // namespace reports
