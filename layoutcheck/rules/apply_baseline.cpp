// SPDX-License-Identifier: MIT
#include "layoutcheck/rules/apply_baseline.h"

#include <algorithm>
#include <unordered_set>

#include "layoutcheck/model/fingerprint.h"
#include "layoutcheck/model/name_pattern.h"
#include "layoutcheck/rules/rule.h"

namespace layoutcheck {
namespace {

constexpr const char* stale_suppression_id = "stale-suppression";

const Rule* find_rule(const std::string& id) {
  const auto rules = all_rules();
  const auto found =
      std::find_if(rules.begin(), rules.end(), [&](const Rule* rule) { return rule->id == id; });
  return found == rules.end() ? nullptr : *found;
}

/// What a run looks at.
class Reach {
 public:
  explicit Reach(const CheckInput& input) : input_(input) {
    const Program& program = input.program;
    for (const Record& record : program.records) {
      types_.insert(record.name);
      if (!record.in_system_header) own_types_.insert(record.name);
    }
    for (const Global& global : program.globals) {
      types_.insert(global.variable.name);
      own_types_.insert(global.variable.name);
    }
    for (const SkippedRecord& skipped : program.skipped) skipped_types_.insert(skipped.name);
    // Only a run that read all units knows what does not exist.
    knows_all_ =
        input.extent == Extent::whole && std::all_of(program.units.begin(), program.units.end(),
                                                     [](const Unit& unit) { return unit.parsed; });
  }

  bool has(const BaselineEntry& entry) const {
    const Target& target = input_.program.target;
    const auto& sizes = target.line_sizes;
    const bool has_size = entry.line_bytes == 0 ||
                          std::find(sizes.begin(), sizes.end(), entry.line_bytes) != sizes.end();
    return entry.target == target.triple && has_size && judges(entry.rule) && has_type(entry);
  }

  /// A rule that no longer exists finds nothing any more.
  bool judges(const std::string& id) const {
    const Rule* rule = find_rule(id);
    if (rule == &lock && !input_.lock) return false;
    return !rule || input_.rules.has(*rule);
  }

 private:
  bool has_type(const BaselineEntry& entry) const {
    if (entry.type.empty()) return knows_all_;
    const auto& patterns = input_.type_patterns;
    const bool wanted =
        patterns.empty() || std::any_of(patterns.begin(), patterns.end(), [&](const auto& pattern) {
          return name_matches(pattern, entry.type);
        });
    if (!wanted || skipped_types_.contains(entry.type)) return false;
    if (!types_.contains(entry.type)) return knows_all_;
    // Those of the system's headers are judged if they are named or locked.
    return !patterns.empty() || entry.rule == lock.id || own_types_.contains(entry.type);
  }

  const CheckInput& input_;
  std::unordered_set<std::string> types_;
  std::unordered_set<std::string> own_types_;
  std::unordered_set<std::string> skipped_types_;
  bool knows_all_ = false;
};

Finding stale_entry(const BaselineEntry& entry, const std::string& file) {
  Finding finding;
  finding.rule = stale_suppression_id;
  finding.severity = Severity::warning;
  finding.type = entry.type;
  finding.message = "the baseline " + file + " knows a finding that is gone: " + entry.message +
                    " [" + entry.rule + "]";
  finding.help = "write the baseline anew: layoutcheck check --format json=" + file;
  return finding;
}

}  // namespace

void apply_baseline(const Baseline& baseline, const CheckInput& input, CheckResult& result) {
  std::unordered_set<std::string> known, met;
  for (const BaselineEntry& entry : baseline.entries) known.insert(entry.fingerprint);
  const auto mark = [&](Finding& finding) {
    const std::string fingerprint = fingerprint_of(input.program.target, finding);
    if (finding.allowed || !known.contains(fingerprint)) return;
    met.insert(fingerprint);
    finding.baselined = finding.verdict == Verdict::violated;
  };
  for (Finding& finding : result.findings) mark(finding);
  for (ContractResult& contract : result.contracts) {
    for (Finding& claim : contract.claims) {
      if (claim.verdict == Verdict::violated && !claim.redundant) mark(claim);
    }
  }

  const Reach reach(input);
  if (!reach.judges(stale_suppression_id)) return;
  for (const BaselineEntry& entry : baseline.entries) {
    if (met.contains(entry.fingerprint) || !reach.has(entry)) continue;
    result.findings.push_back(stale_entry(entry, baseline.file));
  }
}

}  // namespace layoutcheck
