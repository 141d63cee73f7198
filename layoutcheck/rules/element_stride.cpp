// SPDX-License-Identifier: MIT
#include "layoutcheck/rules/pairs.h"
#include "layoutcheck/rules/rule.h"

namespace layoutcheck {
namespace {

bool are_neighbouring_elements(const Pair& pair) {
  return pair.crosses_elements;
}

std::vector<Finding> judge(const Contract& contract, std::uint64_t line_bytes) {
  return judge_pairs(contract, line_bytes, are_neighbouring_elements);
}

}  // namespace

constinit const Rule element_stride = {
    .id = "element-stride",
    .severity = Severity::error,
    .explanation =
        "Neighbouring elements of an array must not share a cache line, at any index, where the "
        "array or its element type says so, or where the groups of one element conflict with "
        "those of the next. The stride counts, not the first element: 40-byte elements come to "
        "start at every multiple of 8.",
    .remedy = "Give the element type alignas(line size).",
    .judge_contract = judge,
};

}  // namespace layoutcheck
