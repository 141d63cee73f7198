// SPDX-License-Identifier: MIT
#include <numeric>

#include "layoutcheck/rules/rule.h"

namespace layoutcheck {
namespace {

/// What the storage of the contract's object, the arrays and the offset leave for a part.
std::uint64_t alignment_left(const Contract& contract, const Scope& scope,
                             const AlignedPart& part) {
  std::uint64_t left = std::gcd(contract.storage_align_bytes, part.offset_bytes);
  for (const Repetition& array : scope.arrays) {
    left = std::gcd(left, array.offset_bytes);
    if (array.count != 1) left = std::gcd(left, array.stride_bytes);
  }
  return left;
}

Finding judge_part(const Contract& contract, const Scope& scope, const AlignedPart& part) {
  const ScopeField& field = scope.fields[part.field];
  const std::string name = field.path.empty() ? contract.name : field.path;
  const std::uint64_t left = alignment_left(contract, scope, part);
  Finding finding;
  finding.fields = {{name, "", field.bytes, field.location}};
  finding.object_bytes = contract.size_bytes;
  finding.location = field.location;
  finding.verdict = left < part.assumed_align_bytes ? Verdict::violated : Verdict::proved;
  finding.message = "'" + name + "' is aligned to " + std::to_string(left) + " in " +
                    contract.name + "; its contract assumes " +
                    std::to_string(part.assumed_align_bytes);
  finding.help = "align the storage of " + contract.name + " and the offset, or say with " +
                 "LAYOUT_STORAGE on the type what alignment it can count on";
  if (field.path.empty()) {
    finding.message = "LAYOUT_STORAGE promises an alignment of " + std::to_string(left) + "; " +
                      name + " is aligned to " + std::to_string(part.assumed_align_bytes);
    finding.help = "get aligned storage, or lower the alignment of the type";
  }
  return finding;
}

std::vector<Finding> judge(const Contract& contract, std::uint64_t) {
  std::vector<Finding> findings;
  for (const Scope& scope : contract.scopes) {
    for (const AlignedPart& part : scope.aligned_parts) {
      Finding finding = judge_part(contract, scope, part);
      // That an assumption holds is no proof of anything that was claimed.
      if (finding.verdict == Verdict::violated) findings.push_back(std::move(finding));
    }
  }
  return findings;
}

}  // namespace

constinit const Rule storage_alignment = {
    .id = "storage-alignment",
    .severity = Severity::error,
    .explanation =
        "A contract is proved for storage of a certain alignment: that of the type, or the one "
        "that LAYOUT_STORAGE names. Where the type is placed with less (in a packed record, at an "
        "odd offset, in an array with an odd stride, in declared storage) the proof says nothing.",
    .remedy =
        "Align the storage and the offset, or lower with LAYOUT_STORAGE what the contract assumes.",
    .judge_contract = judge,
};

}  // namespace layoutcheck
