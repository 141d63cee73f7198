// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>
#include <bit>

#include "layoutcheck/model/name_words.h"
#include "layoutcheck/rules/rule.h"
#include "layoutcheck/rules/wording.h"

namespace layoutcheck {
namespace {

/// The least that can be meant as a line. CACHE_LINE_SHIFT is 6.
constexpr std::uint64_t least_line_bytes = 16;

/// Not CACHE_LINE_MASK, CACHE_LINE_COUNT or kInstructionCacheLineSize.
bool names_a_size(const std::string& name) {
  static constexpr std::array sizes = {"size",  "sz",        "bytes", "length",    "len",
                                       "align", "alignment", "line",  "cacheline", "interference"};
  const std::vector<std::string> words = words_of(name);
  if (words.empty() || has_word(name, "instruction")) return false;
  return std::find(sizes.begin(), sizes.end(), words.back()) != sizes.end();
}

std::vector<Finding> judge(const CheckInput& input, std::uint64_t line_bytes) {
  std::vector<Finding> findings;
  if (!input.type_patterns.empty()) return findings;  // constants belong to no type
  for (const LineConstant& constant : input.program.line_constants) {
    const std::uint64_t value = constant.value;
    if (value >= line_bytes || value < least_line_bytes || !std::has_single_bit(value)) continue;
    if (!names_a_size(constant.name)) continue;
    Finding finding;
    finding.line_bytes = line_bytes;
    finding.location = constant.location;
    finding.message = quoted(constant.name) + " is " + std::to_string(value) + ", and lines take " +
                      std::to_string(line_bytes) + " bytes here";
    finding.help = "make it " + std::to_string(line_bytes) +
                   " for this target: what it pads or aligns is not apart";
    findings.push_back(std::move(finding));
  }
  return findings;
}

}  // namespace

constinit const Rule line_constant = {
    .id = "line-constant",
    .severity = Severity::warning,
    .explanation =
        "A constant that is called the size of a cache line (CACHE_LINE_SIZE, kCacheLineBytes; a "
        "macro, an enumerator or a constant variable) is smaller than the line of the target. "
        "What it pads or aligns shares lines. Looks at powers of two from 16 on, outside the "
        "system's headers, and only if no types are named on the command line.",
    .remedy = "Choose the constant by target; --line-size says for which lines a program is built.",
    .judge_program = judge,
};

}  // namespace layoutcheck
