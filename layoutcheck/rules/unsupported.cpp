// SPDX-License-Identifier: MIT
#include "layoutcheck/rules/rule.h"

namespace layoutcheck {
namespace {

/// Those with contracts are counted as not checked, which fails; see Coverage.
std::vector<Finding> judge(const CheckInput& input, std::uint64_t) {
  std::vector<Finding> findings;
  for (const SkippedRecord& skipped : input.program.skipped) {
    if (skipped.annotated) continue;
    Finding finding;
    finding.verdict = Verdict::not_checked;
    finding.location = skipped.location;
    finding.message = skipped.name + " has no layout to read: " + skipped.reason;
    finding.help = "use it in a unit that is checked, if its layout matters";
    findings.push_back(std::move(finding));
  }
  return findings;
}

}  // namespace

constinit const Rule unsupported = {
    .id = "unsupported",
    .severity = Severity::note,
    .explanation =
        "A record that could not be analysed: clang finds it invalid, or it is a template that "
        "nothing instantiates, which has no layout. Never fails; text output only counts them, "
        "and json lists them. One that declares a contract is NOT CHECKED instead, which does "
        "fail.",
    .remedy = "Instantiate the template in a unit that is checked.",
    .judge_program = judge,
};

}  // namespace layoutcheck
