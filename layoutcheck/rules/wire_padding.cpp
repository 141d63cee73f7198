// SPDX-License-Identifier: MIT
#include "layoutcheck/rules/rule.h"
#include "layoutcheck/rules/wording.h"

namespace layoutcheck {
namespace {

Finding about(const Contract& contract) {
  Finding finding;
  finding.fields = {{contract.name, "", {0, contract.size_bytes - 1}, contract.location}};
  finding.object_bytes = contract.size_bytes;
  finding.location = contract.location;
  finding.verdict = Verdict::proved;
  return finding;
}

std::vector<Finding> judge(const Contract& contract, std::uint64_t) {
  std::vector<Finding> findings;
  if (!contract.wire) return findings;
  for (const WireObstacle& obstacle : contract.wire_obstacles) {
    Finding finding = about(contract);
    finding.verdict = Verdict::violated;
    finding.fields = {{obstacle.path, "", obstacle.bytes, obstacle.location}};
    finding.location = obstacle.location;
    finding.message =
        quoted(obstacle.path) + " " + obstacle.what + "; " + contract.name + " is sent over a wire";
    finding.help = "use types of fixed size, and name every byte between them";
    findings.push_back(std::move(finding));
  }
  if (findings.empty()) findings.push_back(about(contract));
  return findings;
}

}  // namespace

constinit const Rule wire_padding = {
    .id = "wire-padding",
    .severity = Severity::error,
    .explanation =
        "A type that LAYOUT_WIRE stands on is sent, stored or shared as it lies in memory. Nothing "
        "in it, at any depth, may be padding (whose bytes leak what was there before), a "
        "bit-field, "
        "a pointer or a reference, a vptr or a virtual base, or of a type whose size is the "
        "platform's choice: long, wchar_t, long double, size_t and their like. Byte order and the "
        "meaning of int, 4 bytes on every target here, are not judged.",
    .remedy =
        "Use std::uint32_t and its like, order members by size, and turn padding into a named "
        "array that is set to zero.",
    .judge_contract = judge,
};

}  // namespace layoutcheck
