// SPDX-License-Identifier: MIT
//
// The pairs of fields that a contract wants apart, and the proof for each. What they are called,
// and what to do about them, is for the rules.
#pragma once

#include <vector>

#include "layoutcheck/contracts/contract.h"
#include "layoutcheck/isolation/placements.h"
#include "layoutcheck/model/finding.h"

namespace layoutcheck {

/// Why they must be apart.
enum class PairKind {
  groups,       ///< what one writes, another uses; or one is isolated
  read_mostly,  ///< one is read-mostly, the other written
  cold,         ///< one is cold, the other written
  object_edge,  ///< one is an isolated object, the other a stranger in the object that holds it
};

struct Pair {
  const Scope* scope = nullptr;
  std::size_t one = 0;  ///< in Scope::fields; starts first
  std::size_t other = 0;
  FindingField fields[2];
  PairKind kind = PairKind::groups;
  Proof proof;
  bool crosses_elements = false;                ///< `other` lies in the next element of an array
  const BoundPermission* permission = nullptr;  ///< lets them share all the same
};

/// For every field of a group the next field of each group that it conflicts with; and for what is
/// isolated, the nearest stranger on each side. The nearer field speaks for those behind it: what
/// is apart from it is apart from them.
std::vector<Pair> pairs_of(const Contract& contract, std::uint64_t line_bytes);

/// The pairs that `chosen` accepts and that no permission covers, each as a finding.
std::vector<Finding> judge_pairs(const Contract& contract, std::uint64_t line_bytes,
                                 bool (*chosen)(const Pair& pair));

/// Says in `finding` which part of the object holds both fields, if there is one; for an isolated
/// object, which is a part itself, name it twice.
void name_part(Finding& finding, const Scope& scope, std::size_t one, std::size_t other);

/// Where the object of the contract can start.
Placements placements_of(const Contract& contract, std::uint64_t line_bytes);

}  // namespace layoutcheck
