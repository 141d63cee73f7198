// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>

#include "layoutcheck/rules/rule.h"

namespace layoutcheck {

const Rule* find_rule(std::string_view id) {
  const auto rules = all_rules();
  const auto found =
      std::find_if(rules.begin(), rules.end(), [&](const Rule* rule) { return rule->id == id; });
  return found == rules.end() ? nullptr : *found;
}

bool may_be_allowed(const Rule& rule) {
  return &rule != &vacuous_contract && &rule != &unbound_directive && &rule != &lock;
}

std::span<const Rule* const> all_rules() {
  static const std::array rules = {
      // what contracts declare
      &isolation,
      &read_mostly_sharing,
      &cold_in_hot,
      &hot_split,
      &edge_exposure,
      &element_stride,
      &global_adjacency,
      &storage_alignment,
      &pin,
      &budget,
      &lock,
      &wire_padding,
      // what needs no contract
      &atomic_straddle,
      &isolation_intent,
      &dead_pad,
      &line_constant,
      &padding,
      // what contracts and suppressions say about nothing, and what nobody looked at
      &vacuous_contract,
      &unbound_directive,
      &stale_suppression,
      &unsupported,
  };
  return rules;
}

}  // namespace layoutcheck
