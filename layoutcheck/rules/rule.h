// SPDX-License-Identifier: MIT
//
// To add a rule:
//   1. write rules/<id>.cpp: one function and one Rule
//   2. declare it here and name it in the table of all_rules.cpp
//   3. write tests/inputs/<id>.cpp, with lines that must be reported and lines that must not
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "layoutcheck/model/finding.h"
#include "layoutcheck/rules/check_input.h"

namespace layoutcheck {

/// A rule judges contracts one by one, the program as a whole, or, once and after all the others,
/// what they found; the other functions are null. It returns one finding for each claim, proved or
/// not, and fills in what only it can know: verdict, fields, line_bytes (if lines matter),
/// object_bytes, proof, location, message and help, and unless it judges contracts also type and
/// usr.
struct Rule {
  std::string_view id;
  Severity severity;
  std::string_view explanation;  ///< what it reports, and why that matters
  std::string_view remedy;       ///< how to fix what it reports
  std::vector<Finding> (*judge_contract)(const Contract& contract,
                                         std::uint64_t line_bytes) = nullptr;
  std::vector<Finding> (*judge_program)(const CheckInput& input,
                                        std::uint64_t line_bytes) = nullptr;
  std::vector<Finding> (*judge_findings)(const CheckInput& input,
                                         const std::vector<Finding>& findings) = nullptr;

  bool on_by_default = true;  ///< false: only where the configuration's `checks` names it
};

extern const Rule atomic_straddle;
extern const Rule budget;
extern const Rule cold_in_hot;
extern const Rule dead_pad;
extern const Rule edge_exposure;
extern const Rule element_stride;
extern const Rule global_adjacency;
extern const Rule hot_split;
extern const Rule isolation;
extern const Rule isolation_intent;
extern const Rule line_constant;
extern const Rule lock;
extern const Rule padding;
extern const Rule pin;
extern const Rule read_mostly_sharing;
extern const Rule stale_suppression;
extern const Rule storage_alignment;
extern const Rule unbound_directive;
extern const Rule unsupported;
extern const Rule vacuous_contract;
extern const Rule wire_padding;

/// The rule of that name; null if there is none.
const Rule* find_rule(std::string_view id);

/// Whether LAYOUT_ALLOW can name the rule. What says that nothing is checked cannot be allowed, and
/// a lock is kept or written anew.
bool may_be_allowed(const Rule& rule);

/// In the order in which they are listed and judged.
std::span<const Rule* const> all_rules();

}  // namespace layoutcheck
