// SPDX-License-Identifier: MIT
#include "layoutcheck/rules/pairs.h"
#include "layoutcheck/rules/rule.h"

namespace layoutcheck {
namespace {

bool are_groups_of_one_object(const Pair& pair) {
  return pair.kind == PairKind::groups && !pair.crosses_elements;
}

std::vector<Finding> judge(const Contract& contract, std::uint64_t line_bytes) {
  return judge_pairs(contract, line_bytes, are_groups_of_one_object);
}

}  // namespace

constinit const Rule isolation = {
    .id = "isolation",
    .severity = Severity::error,
    .explanation =
        "Fields of different groups must not share a cache line, wherever the object starts: what "
        "one thread writes takes the line away from the threads that use the other. An isolated "
        "field must not share its line with any field.",
    .remedy =
        "Give the later field alignas(line size), or say with roles, LAYOUT_MAY_SHARE or one group "
        "that no two threads meet there.",
    .judge_contract = judge,
};

}  // namespace layoutcheck
