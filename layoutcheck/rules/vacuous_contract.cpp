// SPDX-License-Identifier: MIT
#include <algorithm>
#include <set>

#include "layoutcheck/rules/pairs.h"
#include "layoutcheck/rules/rule.h"

namespace layoutcheck {
namespace {

/// The records that some pair needs: a group may find its opponent in a derived class, in the
/// object that holds it, or in the next element of an array.
std::set<RecordIndex> records_with_opponents(const Bindings& bindings, std::uint64_t line_bytes) {
  std::set<RecordIndex> records;
  for (const Contract& contract : bindings.contracts) {
    for (const Pair& pair : pairs_of(contract, line_bytes)) {
      if (contract.record) records.insert(*contract.record);
      for (const std::size_t field : {pair.one, pair.other}) {
        if (const auto owner = pair.scope->fields[field].owner) records.insert(*owner);
      }
    }
  }
  return records;
}

bool is_vacuous(const Contract& contract, const ProgramTerms& terms,
                const std::set<RecordIndex>& with_opponents) {
  if (!contract.record || !terms.records[*contract.record].claim_something()) return false;
  const bool claims_of_its_own =
      terms.records[*contract.record].record.isolated ||
      terms.records[*contract.record].record.isolated_elements || contract.max_size_bytes ||
      contract.max_lines || contract.max_padding_bytes || contract.wire || !contract.pins.empty();
  return !claims_of_its_own && !with_opponents.contains(*contract.record);
}

std::vector<Finding> judge(const CheckInput& input, std::uint64_t line_bytes) {
  const Bindings& bindings = input.bindings;
  const std::set<RecordIndex> with_opponents = records_with_opponents(bindings, line_bytes);
  std::vector<Finding> findings;
  for (const Contract& contract : bindings.contracts) {
    if (!is_vacuous(contract, bindings.terms, with_opponents)) continue;
    Finding finding;
    finding.type = contract.name;
    finding.usr = contract.usr;
    finding.location = contract.location;
    finding.message = "the contract of " + contract.name +
                      " asks for nothing: no group in it has "
                      "an opponent, here or in anything that holds it";
    finding.help = "name the group that it must be apart from, or put LAYOUT_ISOLATED on the type";
    findings.push_back(std::move(finding));
  }
  return findings;
}

}  // namespace

constinit const Rule vacuous_contract = {
    .id = "vacuous-contract",
    .severity = Severity::error,
    .explanation =
        "A contract without an opponent or an obligation is always kept, and proves nothing: a "
        "single group, groups whose roles never meet, an isolated field that is all there is.",
    .remedy = "Name the group that it must be apart from, or remove the declaration.",
    .judge_program = judge,
};

}  // namespace layoutcheck
