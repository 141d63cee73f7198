// SPDX-License-Identifier: MIT
#include "layoutcheck/rules/apply_baseline.h"

#include <algorithm>
#include <map>
#include <unordered_set>

#include "layoutcheck/model/fingerprint.h"
#include "layoutcheck/model/name_pattern.h"
#include "layoutcheck/rules/rule.h"

namespace layoutcheck {
namespace {

/// What a run looks at.
class Reach {
 public:
  Reach(const CheckInput& input, const CheckResult& result) : input_(input) {
    const Program& program = input.program;
    for (const Record& record : program.records) {
      types_.insert(record.name);
      if (!record.in_system_header) own_types_.insert(record.name);
    }
    for (const Global& global : program.globals) {
      types_.insert(global.variable.name);
      own_types_.insert(global.variable.name);
    }
    for (const ContractResult& judged : result.contracts) judged_.insert(judged.contract->name);
    for (const SkippedRecord& skipped : program.skipped) skipped_types_.insert(skipped.name);
    // Only a run that read all units knows what does not exist.
    knows_all_ = input.extent == Extent::whole && all_parsed(program);
  }

  bool has(const BaselineEntry& entry) const {
    const Target& target = input_.program.target;
    const auto& sizes = target.line_sizes;
    const bool has_size = entry.line_bytes == 0 ||
                          std::find(sizes.begin(), sizes.end(), entry.line_bytes) != sizes.end();
    return entry.target == target.triple && has_size && judges(entry.rule) && has_type(entry);
  }

  bool knows_all() const { return knows_all_; }

  /// A rule that no longer exists finds nothing any more.
  bool judges(std::string_view id) const {
    const Rule* rule = find_rule(id);
    if (rule == &lock && !input_.lock) return false;
    return !rule || input_.rules.has(*rule);
  }

 private:
  bool has_type(const BaselineEntry& entry) const {
    if (entry.type.empty()) return knows_all_;
    const auto& patterns = input_.type_patterns;
    const bool wanted = patterns.empty() || matches_any(patterns, entry.type);
    if (!wanted || skipped_types_.contains(entry.type)) return false;
    // A run of a part may leave out types that it saw; what has a result was judged.
    if (input_.extent == Extent::part && !judged_.contains(entry.type)) return false;
    if (!types_.contains(entry.type)) return knows_all_;
    // Those of the system's headers are judged if they are named or locked.
    return !patterns.empty() || entry.rule == lock.id || own_types_.contains(entry.type);
  }

  const CheckInput& input_;
  std::unordered_set<std::string> types_;
  std::unordered_set<std::string> own_types_;
  std::unordered_set<std::string> skipped_types_;
  std::unordered_set<std::string> judged_;  ///< types whose contracts have a result
  bool knows_all_ = false;
};

Finding stale_entry(const BaselineEntry& entry, const std::string& file) {
  Finding finding;
  finding.rule = stale_suppression.id;
  finding.severity = Severity::warning;
  finding.type = entry.type;
  finding.message = "the baseline " + file + " knows a finding that is gone: " + entry.message +
                    " [" + entry.rule + "]";
  finding.help = "write the baseline anew: layoutcheck check --format json=" + file;
  return finding;
}

/// What says that nothing is checked hides whatever would be found.
bool may_be_known(const std::string& rule) {
  return rule != unbound_directive.id && rule != vacuous_contract.id;
}

/// Whether the finding is no worse than the entry: it fails in no larger part of the placements, or
/// says the same if it rests on no proof.
bool covers(const BaselineEntry& entry, const Finding& finding) {
  const Proof &before = entry.proof, &now = finding.proof;
  if (before.failing == 0 || !now.witness) return entry.message == finding.message;
  return now.failing * before.placements <= before.failing * now.placements;
}

bool is_same(const BaselineEntry& entry, const Finding& finding) {
  return entry.message == finding.message && covers(entry, finding);
}

void add_to_help(Finding& finding, const std::string& sentence) {
  finding.help = sentence + (finding.help.empty() ? "" : "; ") + finding.help;
}

/// Lays entries and findings side by side: an entry stands for one finding.
class Matching {
 public:
  Matching(const Baseline& baseline, const Target& target) : baseline_(baseline), target_(target) {
    for (const BaselineEntry& entry : baseline.entries) {
      entries_.emplace(entry.fingerprint, Known{&entry});
    }
  }

  void mark(std::vector<Finding>& findings) {
    for (const Finding& finding : findings) keep_if_open(finding);
    // What did not change first, so that it takes no entry from what became better.
    for (Finding& finding : findings) mark_if(finding, is_same);
    for (Finding& finding : findings) mark_if(finding, covers);
    // What is left may have become worse.
    for (Finding& finding : findings) explain(finding);
  }

  /// Claims are findings that were reported once, and count no more. If one of several that look
  /// alike fails, all do.
  void mark_claim(Finding& claim, const std::vector<Finding>& findings) const {
    if (!entries_.contains(fingerprint_of(target_, claim))) return;
    bool known = false, fails = false;
    for (const Finding& finding : findings) {
      const bool same = finding.rule == claim.rule && finding.usr == claim.usr &&
                        finding.line_bytes == claim.line_bytes && finding.proof == claim.proof &&
                        finding.message == claim.message;
      if (same) (finding.baselined ? known : fails) = true;
    }
    claim.baselined = known && !fails;
  }

  /// Those that this run should have met and did not.
  std::vector<const BaselineEntry*> stale(const Reach& reach) const {
    std::vector<const BaselineEntry*> stale;
    for (const BaselineEntry& entry : baseline_.entries) {
      if (is_met(entry, reach.knows_all()) || !may_be_known(entry.rule)) continue;
      if (reach.has(entry)) stale.push_back(&entry);
    }
    return stale;
  }

 private:
  struct Known {
    const BaselineEntry* entry;
    bool met = false;
  };

  static bool is_failing(const Finding& finding) {
    return finding.verdict == Verdict::violated && !finding.allowed && !finding.baselined;
  }

  /// Of entries that look alike some may be of files that the run did not read: one met is all met.
  bool is_met(const BaselineEntry& entry, bool run_knows_all) const {
    if (open_.contains(entry.fingerprint)) return true;
    const auto [first, last] = entries_.equal_range(entry.fingerprint);
    return std::any_of(first, last, [&](const auto& known) {
      return known.second.met && (!run_knows_all || known.second.entry == &entry);
    });
  }

  void keep_if_open(const Finding& finding) {
    const bool open = finding.verdict != Verdict::violated && !finding.allowed;
    if (open) open_.insert(fingerprint_of(target_, finding));
  }

  void mark_if(Finding& finding, bool (*does_cover)(const BaselineEntry&, const Finding&)) {
    if (!is_failing(finding) || !may_be_known(finding.rule)) return;
    const auto [first, last] = entries_.equal_range(fingerprint_of(target_, finding));
    const auto entry = std::find_if(first, last, [&](const auto& known) {
      return !known.second.met && does_cover(*known.second.entry, finding);
    });
    if (entry == last) return;
    entry->second.met = true;
    finding.baselined = true;
  }

  void explain(Finding& finding) {
    if (!is_failing(finding)) return;
    const auto [first, last] = entries_.equal_range(fingerprint_of(target_, finding));
    const auto entry =
        std::find_if(first, last, [](const auto& known) { return !known.second.met; });
    if (entry == last) return;
    entry->second.met = true;
    if (may_be_known(finding.rule)) {
      add_to_help(finding,
                  "the baseline " + baseline_.file +
                      " knows it, and it got worse; it was: " + entry->second.entry->message);
    } else {
      add_to_help(finding, "no baseline covers " + finding.rule + ": it must be mended");
    }
  }

  const Baseline& baseline_;
  const Target& target_;
  std::multimap<std::string, Known> entries_;  ///< by fingerprint
  std::unordered_set<std::string> open_;       ///< of what is not decided
};

}  // namespace

void apply_baseline(const Baseline& baseline, const CheckInput& input, CheckResult& result) {
  Matching matching(baseline, input.program.target);
  matching.mark(result.findings);
  for (ContractResult& contract : result.contracts) {
    for (Finding& claim : contract.claims) {
      const bool counts = claim.verdict == Verdict::violated && !claim.redundant && !claim.allowed;
      if (counts) matching.mark_claim(claim, result.findings);
    }
  }

  const Reach reach(input, result);
  if (!reach.judges(stale_suppression.id)) return;
  for (const BaselineEntry* entry : matching.stale(reach)) {
    result.findings.push_back(stale_entry(*entry, baseline.file));
  }
}

}  // namespace layoutcheck
