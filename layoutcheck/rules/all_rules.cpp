// SPDX-License-Identifier: MIT
#include <array>

#include "layoutcheck/rules/rule.h"

namespace layoutcheck {

std::span<const Rule* const> all_rules() {
  static const std::array rules = {
      &isolation,        &read_mostly_sharing, &cold_in_hot,      &edge_exposure, &element_stride,
      &global_adjacency, &storage_alignment,   &atomic_straddle,  &pin,           &budget,
      &vacuous_contract, &unbound_directive,   &isolation_intent,
  };
  return rules;
}

}  // namespace layoutcheck
