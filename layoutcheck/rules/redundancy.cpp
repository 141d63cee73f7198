// SPDX-License-Identifier: MIT
#include "layoutcheck/rules/redundancy.h"

#include <algorithm>
#include <map>

namespace layoutcheck {
namespace {

bool is_reported(const Finding& claim) {
  return claim.verdict == Verdict::violated && !claim.allowed;
}

/// The bytes between two fields of one scope.
struct Gap {
  std::uint64_t first;
  std::uint64_t last;
};

/// None if the claim is not about two fields, or they share a byte: then nothing lies between.
std::optional<Gap> gap_of(const Finding& claim) {
  if (claim.fields.size() != 2) return std::nullopt;
  const ByteRange one = claim.fields[0].bytes;
  const ByteRange other = claim.fields[1].bytes;
  if (share_a_byte(one, other)) return std::nullopt;
  return Gap{std::min(one.last, other.last), std::max(one.first, other.first)};
}

struct GapOfClaim {
  Gap gap;
  Finding* claim;
};

/// From right to left, and the narrower of two that begin together first: then a gap encloses
/// another exactly if one that came before, and is not the same, ends no later.
void mark_enclosing(std::vector<GapOfClaim>& gaps) {
  const auto key = [](const GapOfClaim& of) { return std::pair(~of.gap.first, of.gap.last); };
  std::sort(gaps.begin(), gaps.end(),
            [&](const GapOfClaim& a, const GapOfClaim& b) { return key(a) < key(b); });
  std::optional<std::uint64_t> nearest_end;
  for (std::size_t i = 0; i < gaps.size();) {
    std::size_t same = i;
    for (; same < gaps.size() && key(gaps[same]) == key(gaps[i]); ++same) {
      gaps[same].claim->redundant = nearest_end && *nearest_end <= gaps[i].gap.last;
    }
    nearest_end = std::min(nearest_end.value_or(gaps[i].gap.last), gaps[i].gap.last);
    i = same;
  }
}

/// A path as the part's own contract has it: without the way there.
std::string within_part(const std::string& path, const std::string& part_path) {
  const std::size_t begin = path.find_first_not_of(".:", part_path.size());
  return begin == std::string::npos ? std::string() : path.substr(begin);
}

}  // namespace

void mark_enclosing_violations(std::vector<Finding>& claims) {
  std::map<std::pair<std::string, std::size_t>, std::vector<GapOfClaim>> by_rule_and_scope;
  for (Finding& claim : claims) {
    const std::optional<Gap> gap = is_reported(claim) ? gap_of(claim) : std::nullopt;
    if (gap) by_rule_and_scope[{claim.rule, claim.scope}].push_back({*gap, &claim});
  }
  for (auto& [rule_and_scope, gaps] : by_rule_and_scope) mark_enclosing(gaps);
}

bool is_told_by(const Finding& own, const Finding& claim) {
  if (!is_reported(own) || own.rule != claim.rule) return false;
  // The part itself goes by the name of its type in its own contract; what lies outside the object
  // has one name everywhere.
  const auto is_same = [&](const FindingField& own_field, const FindingField& field) {
    const bool outside = field.location.line == 0 || own_field.location.line == 0;
    if (outside) return own_field.path == field.path;
    if (field.path == claim.part_path) return own_field.path == own.type;
    return own_field.path == within_part(field.path, claim.part_path);
  };
  return std::equal(own.fields.begin(), own.fields.end(), claim.fields.begin(), claim.fields.end(),
                    is_same);
}

}  // namespace layoutcheck
