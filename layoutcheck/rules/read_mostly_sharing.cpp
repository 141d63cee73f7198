// SPDX-License-Identifier: MIT
#include "layoutcheck/rules/pairs.h"
#include "layoutcheck/rules/rule.h"

namespace layoutcheck {
namespace {

bool is_read_mostly_beside_written(const Pair& pair) {
  return pair.kind == PairKind::read_mostly && !pair.crosses_elements;
}

std::vector<Finding> judge(const Contract& contract, std::uint64_t line_bytes) {
  return judge_pairs(contract, line_bytes, is_read_mostly_beside_written);
}

}  // namespace

constinit const Rule read_mostly_sharing = {
    .id = "read-mostly-sharing",
    .severity = Severity::error,
    .explanation =
        "A read-mostly field must not share a cache line with a field that somebody writes "
        "steadily: every write takes the line away from all its readers.",
    .remedy =
        "Move the read-mostly fields together, and start them and the written ones with "
        "alignas(line size).",
    .judge_contract = judge,
};

}  // namespace layoutcheck
