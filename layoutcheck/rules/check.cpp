// SPDX-License-Identifier: MIT
#include "layoutcheck/rules/check.h"

#include <algorithm>
#include <functional>
#include <map>
#include <tuple>
#include <unordered_map>
#include <unordered_set>

#include "layoutcheck/model/name_pattern.h"
#include "layoutcheck/rules/allowances.h"
#include "layoutcheck/rules/redundancy.h"
#include "layoutcheck/rules/rule.h"

namespace layoutcheck {
namespace {

std::string described(const Contract& contract) {
  return contract.name + ", " + std::to_string(contract.size_bytes) +
         " bytes on storage aligned to " + std::to_string(contract.storage_align_bytes) + " (" +
         std::string(contract.assumption) + ")";
}

Verdict worst_of(const std::vector<Finding>& claims) {
  Verdict worst = Verdict::proved;
  for (const Finding& claim : claims) worst = std::max(worst, claim.verdict);
  return worst;
}

class Checker {
 public:
  explicit Checker(const CheckInput& input)
      : input_(input),
        program_(input.program),
        bindings_(input.bindings),
        type_patterns_(input.type_patterns) {
    for (RecordIndex i = 0; i < program_.records.size(); ++i) {
      if (is_wanted(i)) wanted_types_.insert(program_.records[i].name);
    }
    for (const Global& global : program_.globals) {
      const std::string& name = global.variable.name;
      if (type_patterns_.empty() || matches(name)) wanted_types_.insert(name);
    }
    for (const Contract& contract : bindings_.contracts) {
      contracts_by_usr_.emplace(contract.usr, &contract);
    }
  }

  CheckResult run() {
    for (const std::uint64_t line_bytes : program_.target.line_sizes) {
      for (const Contract& contract : bindings_.contracts) {
        if (is_wanted(contract)) check(contract, line_bytes);
      }
      check_program(line_bytes);
    }
    check_findings();
    sort();
    count();
    return std::move(result_);
  }

 private:
  bool matches(const std::string& name) const { return matches_any(type_patterns_, name); }

  bool names_something(const std::string& pattern) const {
    const auto is_named = [&](const auto& thing) { return name_matches(pattern, thing.name); };
    return std::any_of(program_.records.begin(), program_.records.end(), is_named) ||
           std::any_of(program_.skipped.begin(), program_.skipped.end(), is_named) ||
           std::any_of(program_.globals.begin(), program_.globals.end(), [&](const Global& global) {
             return name_matches(pattern, global.variable.name);
           });
  }

  bool is_wanted(const Contract& contract) const {
    return type_patterns_.empty() || matches(contract.name);
  }

  bool is_wanted(RecordIndex index) const {
    const Record& record = program_.records[index];
    return type_patterns_.empty() ? !record.in_system_header : matches(record.name);
  }

  /// What speaks of no type is reported whatever types are wanted.
  bool is_wanted(const Finding& finding) const {
    return finding.type.empty() || wanted_types_.contains(finding.type);
  }

  void check(const Contract& contract, std::uint64_t line_bytes) {
    ContractResult result{&contract, line_bytes, Verdict::proved, {}};
    for (const Rule* rule : all_rules()) {
      if (!rule->judge_contract || !input_.rules.has(*rule)) continue;
      for (Finding& finding : rule->judge_contract(contract, line_bytes)) {
        finding.type = contract.name;
        finding.usr = contract.usr;
        finding.object = described(contract);
        result.claims.push_back(signed_by(*rule, std::move(finding), &contract));
      }
    }
    if (result.claims.empty()) return;  // it qualifies what others claim
    result.verdict = worst_of(result.claims);
    mark_enclosing_violations(result.claims);
    for (Finding& claim : result.claims) claim.redundant |= is_told_by_part(contract, claim);
    for (const Finding& claim : result.claims) report(claim);
    if (contract.record) {
      result_of_record_[{*contract.record, line_bytes}] = result_.contracts.size();
    }
    result_.contracts.push_back(std::move(result));
  }

  /// Whether the part that a claim speaks of breaks it on its own. A record is judged after its
  /// parts.
  bool is_told_by_part(const Contract& contract, const Finding& claim) const {
    if (claim.verdict != Verdict::violated || !claim.part) return false;
    if (claim.part == contract.record) return false;
    const auto part = result_of_record_.find({*claim.part, claim.line_bytes});
    if (part == result_of_record_.end()) return false;
    const std::vector<Finding>& claims = result_.contracts[part->second].claims;
    return std::any_of(claims.begin(), claims.end(),
                       [&](const Finding& own) { return is_told_by(own, claim); });
  }

  void check_program(std::uint64_t line_bytes) {
    for (const Rule* rule : all_rules()) {
      if (!rule->judge_program || !input_.rules.has(*rule)) continue;
      for (Finding& finding : rule->judge_program(input_, line_bytes)) {
        if (is_wanted(finding)) report(signed_by(*rule, std::move(finding)));
      }
    }
  }

  void check_findings() {
    for (const Rule* rule : all_rules()) {
      if (!rule->judge_findings || !input_.rules.has(*rule)) continue;
      for (Finding& finding : rule->judge_findings(input_, result_.findings)) {
        // What the lock names is wanted, in the system's headers, too.
        if (rule == &lock)
          count_lock(finding.verdict);
        else if (!is_wanted(finding))
          continue;
        report(signed_by(*rule, std::move(finding)));
      }
    }
  }

  void count_lock(Verdict verdict) {
    Coverage& coverage = result_.coverage;
    if (verdict == Verdict::proved) ++coverage.locks_held;
    if (verdict == Verdict::violated) ++coverage.locks_broken;
    if (verdict == Verdict::not_checked) ++coverage.locks_not_checked;
  }

  /// `own` is the contract that the finding is about, if it is about one. In C, types of one name
  /// are not one type, so of a finding about a record only its own file's contracts are asked.
  Finding signed_by(const Rule& rule, Finding finding, const Contract* own = nullptr) const {
    finding.rule = rule.id;
    finding.severity = rule.severity;
    if (finding.verdict == Verdict::proved || !may_be_allowed(rule)) return finding;
    if (own) {
      finding.allowed = reason_to_allow(*own, finding);
      return finding;
    }
    const auto [first, last] = contracts_by_usr_.equal_range(finding.usr);
    const bool alone = first != last && std::next(first) == last;
    for (auto at = first; at != last && !finding.allowed; ++at) {
      const Contract& contract = *at->second;
      const bool same_file = contract.location.file == finding.location.file;
      if (contract.name != finding.type || !(alone || same_file)) continue;
      finding.allowed = reason_to_allow(contract, finding);
    }
    return finding;
  }

  void report(const Finding& finding) {
    if (finding.verdict == Verdict::proved || finding.redundant) return;
    // What has nothing to do with lines is said again for every line size.
    const std::size_t message = std::hash<std::string>()(finding.message);
    const auto [first, last] = findings_by_message_.equal_range(message);
    const bool known = std::any_of(
        first, last, [&](const auto& entry) { return result_.findings[entry.second] == finding; });
    if (known) return;
    findings_by_message_.emplace(message, result_.findings.size());
    result_.findings.push_back(finding);
  }

  void sort() {
    const auto place = [](const SourceLocation& location) {
      return std::tie(location.file, location.line, location.column);
    };
    std::stable_sort(
        result_.contracts.begin(), result_.contracts.end(),
        [&](const ContractResult& a, const ContractResult& b) {
          return std::tuple(place(a.contract->location), a.contract->name, a.line_bytes) <
                 std::tuple(place(b.contract->location), b.contract->name, b.line_bytes);
        });
    std::stable_sort(result_.findings.begin(), result_.findings.end(),
                     [&](const Finding& a, const Finding& b) {
                       return std::tuple(place(a.location), a.rule, a.type, a.line_bytes) <
                              std::tuple(place(b.location), b.rule, b.type, b.line_bytes);
                     });
  }

  void count() {
    Coverage& coverage = result_.coverage;
    for (const Unit& unit : program_.units) {
      if (unit.parsed)
        ++coverage.parsed_units;
      else
        coverage.failed_units.push_back(unit);
    }
    coverage.seen_types = program_.records.size();
    for (RecordIndex i = 0; i < program_.records.size(); ++i) {
      if (is_wanted(i)) ++coverage.checked_types;
    }
    coverage.skipped_types = program_.skipped;
    coverage.absent_contracts = bindings_.absent;
    for (const SkippedRecord& skipped : program_.skipped) {
      const bool wanted = type_patterns_.empty() || matches(skipped.name);
      if (skipped.annotated && wanted) ++coverage.not_checked;
    }
    for (const std::string& pattern : type_patterns_) {
      if (!names_something(pattern)) coverage.unknown_types.push_back(pattern);
    }
    for (const ContractResult& contract : result_.contracts) {
      for (const Finding& claim : contract.claims) {
        if (claim.verdict == Verdict::unknown && !claim.allowed) ++coverage.open_claims;
      }
      if (contract.verdict == Verdict::proved) ++coverage.proved;
      if (contract.verdict == Verdict::violated) ++coverage.violated;
      if (contract.verdict == Verdict::unknown) ++coverage.unknown;
      if (contract.verdict == Verdict::not_checked) ++coverage.not_checked;
    }
  }

  const CheckInput& input_;
  const Program& program_;
  const Bindings& bindings_;
  const std::vector<std::string>& type_patterns_;
  std::unordered_set<std::string> wanted_types_;  ///< and globals
  std::unordered_multimap<std::string, const Contract*> contracts_by_usr_;
  /// Places in result_.contracts, of records for one line size.
  std::map<std::pair<RecordIndex, std::uint64_t>, std::size_t> result_of_record_;
  std::unordered_multimap<std::size_t, std::size_t> findings_by_message_;
  CheckResult result_;
};

}  // namespace

CheckResult check(const CheckInput& input) {
  return Checker(input).run();
}

}  // namespace layoutcheck
