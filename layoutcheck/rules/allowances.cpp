// SPDX-License-Identifier: MIT
#include "layoutcheck/rules/allowances.h"

#include <algorithm>
#include <string_view>

#include "layoutcheck/rules/rule.h"

namespace layoutcheck {
namespace {

bool covers(const BoundAllowance& allowance, const Finding& finding) {
  if (allowance.allowance.rule != finding.rule) return false;
  const auto is_covered = [&](const FindingField& field) {
    return lies_in(field.path, allowance.path);
  };
  const bool about_edges = finding.rule == edge_exposure.id || finding.rule == element_stride.id;
  const auto& fields = finding.fields;
  return allowance.for_type && !about_edges ? std::all_of(fields.begin(), fields.end(), is_covered)
                                            : std::any_of(fields.begin(), fields.end(), is_covered);
}

}  // namespace

std::optional<std::string> reason_to_allow(const Contract& contract, const Finding& finding) {
  const Allowance* allowance = allowance_for(contract, finding);
  return allowance ? std::optional(allowance->reason) : std::nullopt;
}

const Allowance* allowance_for(const Contract& contract, const Finding& finding) {
  for (const BoundAllowance& allowance : contract.allowances) {
    if (covers(allowance, finding)) return &allowance.allowance;
  }
  return nullptr;
}

}  // namespace layoutcheck
