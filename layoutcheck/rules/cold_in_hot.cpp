// SPDX-License-Identifier: MIT
#include "layoutcheck/rules/pairs.h"
#include "layoutcheck/rules/rule.h"

namespace layoutcheck {
namespace {

bool is_cold_beside_written(const Pair& pair) {
  return pair.kind == PairKind::cold && !pair.crosses_elements;
}

std::vector<Finding> judge(const Contract& contract, std::uint64_t line_bytes) {
  return judge_pairs(contract, line_bytes, is_cold_beside_written);
}

}  // namespace

constinit const Rule cold_in_hot = {
    .id = "cold-in-hot",
    .severity = Severity::warning,
    .explanation =
        "A cold field takes room on a line that somebody writes steadily, room that a hot field "
        "could use; and whoever does touch it disturbs the writer.",
    .remedy =
        "Move the cold fields together, to the end of the type for example, behind an alignas(line "
        "size).",
    .judge_contract = judge,
};

}  // namespace layoutcheck
