// SPDX-License-Identifier: MIT
#include "layoutcheck/contracts/waste.h"
#include "layoutcheck/rules/rule.h"

namespace layoutcheck {
namespace {

/// What clang's own checker (optin.performance.Padding, AllowedPad) lets pass.
constexpr std::uint64_t allowed_bytes = 24;

std::vector<Finding> judge(const CheckInput& input, std::uint64_t) {
  std::vector<Finding> findings;
  for (std::size_t i = 0; i < input.program.records.size(); ++i) {
    const Record& record = input.program.records[i];
    if (input.bindings.terms.records[i].record.max_padding_bytes) continue;  // that is its budget
    const std::uint64_t waste = record.anonymous ? 0 : wasted_bytes(record);
    if (waste <= allowed_bytes) continue;
    Finding finding;
    finding.type = record.name;
    finding.usr = record.usr;
    finding.fields = {{record.name, "", {0, record.size - 1}, record.location}};
    finding.object_bytes = record.size;
    finding.location = record.location;
    finding.message = record.name + " wastes " + std::to_string(waste) + " of its " +
                      std::to_string(record.size) + " bytes on padding";
    finding.help = "order its members by alignment, or give it a budget with LAYOUT_MAX_PADDING";
    findings.push_back(std::move(finding));
  }
  return findings;
}

}  // namespace

constinit const Rule padding = {
    .id = "padding",
    .severity = Severity::warning,
    .explanation =
        "A type loses more than 24 bytes to holes between its members and behind the last one. "
        "What alignas, or alignment beyond 16, asks for is no waste. Types with a budget of their "
        "own, LAYOUT_MAX_PADDING, are judged by the rule budget, which is on.",
    .remedy = "Order the members by falling alignment; `dump` shows where the holes are.",
    .judge_program = judge,
    .on_by_default = false,
};

}  // namespace layoutcheck
