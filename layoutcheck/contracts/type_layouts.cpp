// SPDX-License-Identifier: MIT
#include "layoutcheck/contracts/type_layouts.h"

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

std::vector<TypeLayout> type_layouts(const Program& program, const Bindings& bindings,
                                     const std::vector<const Record*>& records) {
  std::vector<TypeLayout> layouts;
  for (const Record* record : records) {
    const auto index = static_cast<RecordIndex>(record - program.records.data());
    layouts.push_back(type_layout(program, *record, group_names(bindings, index)));
  }
  return layouts;
}

}  // namespace layoutcheck
