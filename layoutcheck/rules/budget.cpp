// SPDX-License-Identifier: MIT
#include "layoutcheck/isolation/apart.h"
#include "layoutcheck/rules/pairs.h"
#include "layoutcheck/rules/rule.h"
#include "layoutcheck/rules/wording.h"

namespace layoutcheck {
namespace {

Finding about(const Contract& contract) {
  Finding finding;
  const std::uint64_t size = contract.size_bytes;
  finding.fields = {{contract.name, "", {0, size == 0 ? 0 : size - 1}, contract.location}};
  finding.object_bytes = size;
  finding.location = contract.location;
  return finding;
}

Finding judge_size(const Contract& contract, std::uint64_t most) {
  Finding finding = about(contract);
  if (contract.size_bytes <= most) {
    finding.verdict = Verdict::proved;
    return finding;
  }
  finding.message = contract.name + " takes " + std::to_string(contract.size_bytes) +
                    " bytes, and LAYOUT_MAX_SIZE allows " + std::to_string(most);
  finding.help = "make it smaller by " + std::to_string(contract.size_bytes - most) +
                 " bytes, or raise the budget";
  return finding;
}

Finding judge_lines(const Contract& contract, std::uint64_t most, std::uint64_t line_bytes) {
  Finding finding = about(contract);
  finding.line_bytes = line_bytes;
  finding.proof = prove_line_count(contract.size_bytes, most, placements_of(contract, line_bytes));
  finding.verdict = finding.proof.verdict();
  if (finding.verdict == Verdict::proved) return finding;
  finding.message = contract.name + " touches more than " + std::to_string(most) + " " +
                    line(line_bytes) + (most == 1 ? " " : "s ") + how_often(finding);
  finding.help = "make it smaller, align it to the line, or raise LAYOUT_MAX_LINES";
  return finding;
}

Finding judge_padding(const Contract& contract, std::uint64_t most) {
  Finding finding = about(contract);
  if (contract.wasted_bytes <= most) {
    finding.verdict = Verdict::proved;
    return finding;
  }
  finding.message = contract.name + " wastes " + std::to_string(contract.wasted_bytes) +
                    " bytes on padding, and LAYOUT_MAX_PADDING allows " + std::to_string(most);
  finding.help = "order its members by falling alignment, or raise the budget";
  return finding;
}

std::vector<Finding> judge(const Contract& contract, std::uint64_t line_bytes) {
  std::vector<Finding> findings;
  if (contract.max_size_bytes) findings.push_back(judge_size(contract, *contract.max_size_bytes));
  if (contract.max_lines) {
    findings.push_back(judge_lines(contract, *contract.max_lines, line_bytes));
  }
  if (contract.max_padding_bytes) {
    findings.push_back(judge_padding(contract, *contract.max_padding_bytes));
  }
  return findings;
}

}  // namespace

constinit const Rule budget = {
    .id = "budget",
    .severity = Severity::error,
    .explanation =
        "A type must not be larger than LAYOUT_MAX_SIZE, and must not touch more lines than "
        "LAYOUT_MAX_LINES wherever it starts: 64 bytes touch two lines of 64 unless they are "
        "aligned to the line. Nor must it lose more bytes than LAYOUT_MAX_PADDING to holes and to "
        "its end; what alignas asks for is not counted.",
    .remedy = "Make the type smaller, align it, or raise the budget.",
    .judge_contract = judge,
};

}  // namespace layoutcheck
