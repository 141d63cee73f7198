// SPDX-License-Identifier: MIT
#include <algorithm>

#include "layoutcheck/rules/rule.h"

namespace layoutcheck {
namespace {

Finding finding_of(const UnboundDirective& directive) {
  Finding finding;
  finding.location = directive.location;
  finding.message = directive.message;
  return finding;
}

void add_unknown_rules(std::vector<Finding>& findings, const Terms& terms) {
  for (const Allowance& allowance : terms.allowances) {
    const Rule* const rule = find_rule(allowance.rule);
    if (!rule) {
      findings.push_back(finding_of(
          {"LAYOUT_ALLOW: there is no rule '" + allowance.rule + "'", allowance.location}));
    } else if (!may_be_allowed(*rule)) {
      findings.push_back(
          finding_of({"LAYOUT_ALLOW: '" + allowance.rule + "' cannot be allowed; mend what it says",
                      allowance.location}));
    }
  }
}

std::vector<Finding> judge(const CheckInput& input, std::uint64_t) {
  const Bindings& bindings = input.bindings;
  std::vector<Finding> findings;
  for (const UnboundDirective& directive : bindings.unbound) {
    findings.push_back(finding_of(directive));
  }
  for (const RecordTerms& record : bindings.terms.records) {
    add_unknown_rules(findings, record.record);
    for (const Terms& member : record.members) add_unknown_rules(findings, member);
  }
  for (const Terms& global : bindings.terms.globals) add_unknown_rules(findings, global);
  return findings;
}

}  // namespace

constinit const Rule unbound_directive = {
    .id = "unbound-directive",
    .severity = Severity::error,
    .explanation =
        "A directive that binds to nothing says nothing, and whoever wrote it believes that "
        "something is checked: an unknown word, a wrong argument, a group or a rule that does not "
        "exist, a place where the word has no meaning.",
    .remedy = "Correct the directive, or remove it.",
    .judge_program = judge,
};

}  // namespace layoutcheck
