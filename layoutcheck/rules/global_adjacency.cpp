// SPDX-License-Identifier: MIT
#include "layoutcheck/isolation/apart.h"
#include "layoutcheck/rules/pairs.h"
#include "layoutcheck/rules/rule.h"
#include "layoutcheck/rules/wording.h"

namespace layoutcheck {
namespace {

std::vector<Finding> judge(const Contract& contract, std::uint64_t line_bytes) {
  if (!contract.linker_decides) return {};
  const Placements placements = placements_of(contract, line_bytes);
  const ScopeField& variable = contract.scopes[0].fields[0];
  const Proof front = prove_front(variable.bytes, placements);
  const Proof back = prove_back(variable.bytes, contract.size_bytes, placements);

  Finding finding;
  const bool alone = front.failing == 0 && back.failing == 0;
  finding.verdict = alone ? Verdict::proved : Verdict::unknown;
  const std::string standing = variable.group ? contract.groups[*variable.group].standing() : "";
  finding.fields = {{variable.path, standing, variable.bytes, variable.location}};
  finding.line_bytes = line_bytes;
  finding.object_bytes = contract.size_bytes;
  finding.proof = front.failing > 0 ? front : back;
  finding.location = variable.location;
  if (alone) return {finding};
  finding.message = "the linker decides what shares a " + line(line_bytes) + " with " +
                    quoted(finding.fields[0].path);
  finding.help = "give it alignas(" + std::to_string(line_bytes) +
                 ") and a type whose size is a multiple of " + std::to_string(line_bytes);
  return {finding};
}

}  // namespace

constinit const Rule global_adjacency = {
    .id = "global-adjacency",
    .severity = Severity::warning,
    .explanation =
        "The compiler does not know what the linker puts beside a global variable. One that is in "
        "a group or isolated is proved alone on its lines only by its own alignment and size; "
        "otherwise the answer is UNKNOWN.",
    .remedy = "Give the variable alignas(line size), and a type whose size is a multiple of it.",
    .judge_contract = judge,
};

}  // namespace layoutcheck
