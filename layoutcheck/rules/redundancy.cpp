// SPDX-License-Identifier: MIT
#include "layoutcheck/rules/redundancy.h"

#include <algorithm>

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

bool encloses(const Finding& outer, const Finding& inner) {
  if (outer.rule != inner.rule || outer.scope != inner.scope) return false;
  const std::optional<Gap> wide = gap_of(outer);
  const std::optional<Gap> narrow = gap_of(inner);
  return wide && narrow && wide->first <= narrow->first && narrow->last <= wide->last &&
         narrow->last - narrow->first < wide->last - wide->first;
}

/// A path as the part's own contract has it: without the way there.
std::string within_part(const std::string& path, const std::string& part_path) {
  const std::size_t begin = path.find_first_not_of(".:", part_path.size());
  return begin == std::string::npos ? std::string() : path.substr(begin);
}

}  // namespace

void mark_enclosing_violations(std::vector<Finding>& claims) {
  std::vector<const Finding*> reported;
  for (const Finding& claim : claims) {
    if (is_reported(claim)) reported.push_back(&claim);
  }
  for (Finding& claim : claims) {
    if (!is_reported(claim)) continue;
    claim.redundant = std::any_of(reported.begin(), reported.end(),
                                  [&](const Finding* inner) { return encloses(claim, *inner); });
  }
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
