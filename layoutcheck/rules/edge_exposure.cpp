// SPDX-License-Identifier: MIT
//
// Isolated objects against what lies beside them: strangers in the object that holds them, and
// whatever lies in front of and behind the complete object.

#include <algorithm>

#include "layoutcheck/isolation/apart.h"
#include "layoutcheck/rules/pairs.h"
#include "layoutcheck/rules/rule.h"
#include "layoutcheck/rules/wording.h"

namespace layoutcheck {
namespace {

bool is_object_edge(const Pair& pair) {
  return pair.kind == PairKind::object_edge && !pair.crosses_elements;
}

/// The isolated object, under the name of its contract if it is the whole object.
FindingField described(const Contract& contract, const IsolatedObject& object) {
  const ScopeField& field = contract.scopes[0].fields[object.field];
  return {field.path.empty() ? contract.name : field.path, "isolated object", object.hot,
          field.location};
}

Finding finding_of(const Contract& contract, const IsolatedObject& object, const Proof& proof,
                   std::uint64_t line_bytes) {
  Finding finding;
  finding.verdict = proof.verdict();
  finding.fields = {described(contract, object)};
  finding.line_bytes = line_bytes;
  finding.object_bytes = contract.size_bytes;
  finding.proof = proof;
  finding.location = finding.fields[0].location;
  name_part(finding, contract.scopes[0], object.field, object.field);
  return finding;
}

Finding judge_front(const Contract& contract, const IsolatedObject& object,
                    std::uint64_t line_bytes) {
  const Placements placements = placements_of(contract, line_bytes);
  Finding finding = finding_of(contract, object, prove_front(object.hot, placements), line_bytes);
  finding.fields.push_back({"front", {}, {0, 0}, {}});
  if (finding.verdict == Verdict::proved) return finding;
  finding.message = "the first line of " + quoted(finding.fields[0].path) +
                    " holds bytes in front of the object " + how_often(finding);
  finding.help = advice_to_align(finding.fields[0].path, line_bytes - placements.align_bytes,
                                 contract, line_bytes);
  return finding;
}

Finding judge_back(const Contract& contract, const IsolatedObject& object,
                   std::uint64_t line_bytes) {
  const Placements placements = placements_of(contract, line_bytes);
  Finding finding = finding_of(contract, object,
                               prove_back(object.hot, contract.size_bytes, placements), line_bytes);
  finding.fields.push_back({"back", {}, {contract.size_bytes, contract.size_bytes}, {}});
  if (finding.verdict == Verdict::proved) return finding;
  finding.message = "the last line of " + quoted(finding.fields[0].path) +
                    " holds bytes behind the object " + how_often(finding);
  const std::uint64_t last = object.hot.last;
  const std::uint64_t size = last - last % placements.align_bytes + line_bytes;
  finding.help = "make " + contract.name + " at least " + std::to_string(size) +
                 " bytes long: with alignas(" + std::to_string(line_bytes) +
                 ") on it, or with bytes of padding behind its last field";
  return finding;
}

std::vector<Finding> judge(const Contract& contract, std::uint64_t line_bytes) {
  std::vector<Finding> findings = judge_pairs(contract, line_bytes, is_object_edge);
  for (const IsolatedObject& object : contract.scopes[0].isolated_objects) {
    findings.push_back(judge_front(contract, object, line_bytes));
    findings.push_back(judge_back(contract, object, line_bytes));
  }
  return findings;
}

}  // namespace

constinit const Rule edge_exposure = {
    .id = "edge-exposure",
    .severity = Severity::error,
    .explanation =
        "An isolated object owns its lines: no byte in front of it, behind it, or beside it in the "
        "object that holds it may lie on a line of its hot bytes, which are its fields without "
        "padding and without what is cold. Behind means behind the complete object: a derived "
        "class that puts members into the tail padding is judged for itself.",
    .remedy =
        "Give the type alignas(line size): it then starts on a line, and its size is whole lines.",
    .judge_contract = judge,
};

}  // namespace layoutcheck
