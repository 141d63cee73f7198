// SPDX-License-Identifier: MIT
#include "layoutcheck/confirm/binary_confirmation.h"

#include <algorithm>
#include <unordered_map>

#include "layoutcheck/confirm/comparison.h"
#include "layoutcheck/confirm/record_join.h"

namespace layoutcheck {
namespace {

TypeConfirmation confirm(const Record& ours, const std::vector<const Record*>& theirs) {
  TypeConfirmation type{ours.name, ours.usr, ours.location, 0, {}, {}, ""};
  if (theirs.empty()) {
    type.reason = "the debug information has no such type; compilers leave out what nothing uses";
  }
  for (const Record* record : theirs) {
    type.compared = std::max(type.compared, compared_numbers(*record));
    for (const LayoutDifference& difference : differences(ours, *record)) {
      const auto known = std::find(type.differences.begin(), type.differences.end(), difference);
      if (known == type.differences.end()) type.differences.push_back(difference);
    }
  }
  for (const Member& member : ours.members) {
    if (member.kind != MemberKind::virtual_base || theirs.empty()) continue;
    type.fields_not_compared.push_back({ours.name + ": " + member.name, "a virtual base"});
  }
  return type;
}

}  // namespace

Confirmation confirm_with_records(const Program& program, const std::vector<const Record*>& asked,
                                  const std::vector<Record>& theirs,
                                  const std::function<bool(const Record&)>& wants) {
  Confirmation confirmation;
  confirmation.kind = "binary";
  std::unordered_map<const Record*, std::vector<const Record*>> joined;
  for (const Pair& pair : join_records(theirs, program.records)) {
    if (pair.ours) {
      joined[pair.ours].push_back(pair.theirs);
    } else if (wants(*pair.theirs)) {
      confirmation.only_there.push_back({pair.theirs->name, pair.reason});
    }
  }
  for (const Record* record : asked) {
    confirmation.types.push_back(confirm(*record, joined[record]));
  }
  return confirmation;
}

}  // namespace layoutcheck
