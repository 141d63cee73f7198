// SPDX-License-Identifier: MIT
#include "layoutcheck/rules/rule_selection.h"

#include "layoutcheck/rules/rule.h"

namespace layoutcheck {

std::string RuleSelection::change(std::string_view entry) {
  const bool removes = entry.starts_with('-');
  const std::string_view id = entry.substr(removes ? 1 : 0);
  const Rule* const rule = find_rule(id);
  if (!rule) return "there is no rule '" + std::string(id) + "'; see layoutcheck list-rules";
  // Without these a contract could say nothing, and pass.
  if (removes && (rule == &vacuous_contract || rule == &unbound_directive)) {
    return "'" + std::string(id) + "' cannot be removed: what checks nothing must not pass";
  }
  added_.erase(std::string(id));
  removed_.erase(std::string(id));
  (removes ? removed_ : added_).emplace(id);
  return {};
}

bool RuleSelection::has(const Rule& rule) const {
  return added_.contains(rule.id) || (rule.on_by_default && !removed_.contains(rule.id));
}

}  // namespace layoutcheck
