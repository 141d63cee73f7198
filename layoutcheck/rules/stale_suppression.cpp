// SPDX-License-Identifier: MIT
//
// What suppresses nothing in any instantiation and for any line size. Where not everything that
// carries a suppression was judged, nobody knows.

#include <algorithm>
#include <set>
#include <tuple>
#include <unordered_map>

#include "layoutcheck/model/name_pattern.h"
#include "layoutcheck/rules/allowances.h"
#include "layoutcheck/rules/pairs.h"
#include "layoutcheck/rules/rule.h"

namespace layoutcheck {
namespace {

using Place = std::tuple<std::string, unsigned, unsigned, std::string>;

/// One suppression, in however many instantiations it stands.
Place place_of(const SourceLocation& location, const std::string& what) {
  return {location.file, location.line, location.column, what};
}
Place place_of(const Allowance& allowance) {
  return place_of(allowance.location, allowance.rule);
}
Place place_of(const BoundPermission& permission) {
  return place_of(permission.location, permission.reason);
}
Place place_of(const SharingPermission& permission) {
  return place_of(permission.location, permission.reason);
}

/// Whether the rule has judged before this one: unknown rules are an error of their own.
bool has_judged(const CheckInput& input, const std::string& id) {
  const Rule* const rule = find_rule(id);
  return rule && !rule->judge_findings && input.rules.has(*rule);
}

class Judge {
 public:
  Judge(const CheckInput& input, const std::vector<Finding>& findings) : input_(input) {
    std::unordered_multimap<std::string, const Contract*> contracts;
    for (const Contract& contract : input.bindings.contracts) {
      contracts.emplace(contract.usr, &contract);
      is_judged(contract) ? use_permissions(contract) : use_everything(contract);
    }
    for (const Finding& finding : findings) {
      if (!finding.allowed) continue;
      const auto [first, last] = contracts.equal_range(finding.usr);
      for (auto at = first; at != last; ++at) {
        if (at->second->name != finding.type) continue;
        if (const auto* allowance = allowance_for(*at->second, finding)) {
          used_.insert(place_of(*allowance));
        }
      }
    }
  }

  std::vector<Finding> run() {
    const ProgramTerms& terms = input_.bindings.terms;
    for (std::size_t i = 0; i < terms.records.size(); ++i) {
      const Record& record = input_.program.records[i];
      judge(terms.records[i].record, record.name, record.usr);
      for (const Terms& member : terms.records[i].members) judge(member, record.name, record.usr);
    }
    for (std::size_t i = 0; i < terms.globals.size(); ++i) {
      const Global& global = input_.program.globals[i];
      judge(terms.globals[i], global.variable.name, global.usr);
    }
    return std::move(findings_);
  }

 private:
  bool is_judged(const Contract& contract) const {
    const std::vector<std::string>& patterns = input_.type_patterns;
    return patterns.empty() || matches_any(patterns, contract.name);
  }

  void use_permissions(const Contract& contract) {
    for (const BoundPermission& permission : contract.permissions) {
      bound_.insert(place_of(permission));
    }
    if (contract.permissions.empty()) return;
    for (const std::uint64_t line_bytes : input_.program.target.line_sizes) {
      for (const Pair& pair : pairs_of(contract, line_bytes)) {
        if (pair.permission && pair.proof.failing > 0) used_.insert(place_of(*pair.permission));
      }
    }
  }

  void use_everything(const Contract& contract) {
    for (const BoundAllowance& bound : contract.allowances) {
      used_.insert(place_of(bound.allowance));
    }
    for (const BoundPermission& permission : contract.permissions) {
      used_.insert(place_of(permission));
    }
  }

  void judge(const Terms& terms, const std::string& name, const std::string& usr) {
    for (const Allowance& allowance : terms.allowances) {
      if (!has_judged(input_, allowance.rule)) continue;
      if (!used_.insert(place_of(allowance)).second) continue;
      report("LAYOUT_ALLOW(" + allowance.rule + ") in " + name + " suppresses nothing",
             allowance.location, name, usr);
    }
    for (const SharingPermission& permission : terms.permissions) {
      if (!bound_.contains(place_of(permission))) continue;
      if (!used_.insert(place_of(permission)).second) continue;
      report("LAYOUT_MAY_SHARE(" + permission.group + ", " + permission.other_group + ") in " +
                 name + " permits nothing: no line holds both, or they never meet",
             permission.location, name, usr);
    }
  }

  void report(std::string message, const SourceLocation& location, const std::string& name,
              const std::string& usr) {
    Finding finding;
    finding.type = name;
    finding.usr = usr;
    finding.location = location;
    finding.message = std::move(message);
    finding.help = "remove it: a mistake that comes later would be suppressed unseen";
    findings_.push_back(std::move(finding));
  }

  const CheckInput& input_;
  std::set<Place> used_;   ///< and reported
  std::set<Place> bound_;  ///< permissions whose groups exist
  std::vector<Finding> findings_;
};

std::vector<Finding> judge(const CheckInput& input, const std::vector<Finding>& findings) {
  // Elsewhere a suppression may be needed: an instance of a template, what holds a type.
  if (input.extent == Extent::part) return {};
  return Judge(input, findings).run();
}

}  // namespace

constinit const Rule stale_suppression = {
    .id = "stale-suppression",
    .severity = Severity::warning,
    .explanation =
        "A LAYOUT_ALLOW that suppresses no finding, or a LAYOUT_MAY_SHARE without which none would "
        "arise, is a leftover. It hides the next mistake in its place, and its reason speaks of "
        "something that is no more. It counts as used if one instantiation of a template, one line "
        "size or one object that holds the type needs it.",
    .remedy = "Remove it.",
    .judge_findings = judge,
};

}  // namespace layoutcheck
