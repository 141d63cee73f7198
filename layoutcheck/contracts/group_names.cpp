// SPDX-License-Identifier: MIT
#include "layoutcheck/contracts/group_names.h"

#include <algorithm>

namespace layoutcheck {
namespace {

std::string name_of(const Group& group) {
  // The name of an isolated group is the path of its field.
  return group.kind == GroupKind::isolated && !group.named ? "isolated" : group.name;
}

}  // namespace

std::map<std::string, std::string> group_names(const Bindings& bindings, RecordIndex record) {
  std::map<std::string, std::string> names;
  const auto contract =
      std::find_if(bindings.contracts.begin(), bindings.contracts.end(),
                   [&](const Contract& candidate) { return candidate.record == record; });
  if (contract == bindings.contracts.end() || contract->scopes.empty()) return names;
  const Scope& object = contract->scopes.front();
  for (std::size_t field = 0; field < object.fields.size(); ++field) {
    const auto group = object.group_of(field);
    if (group) names.emplace(object.fields[field].path, name_of(contract->groups[*group]));
  }
  return names;
}

}  // namespace layoutcheck
