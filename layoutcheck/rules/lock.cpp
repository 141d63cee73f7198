// SPDX-License-Identifier: MIT
#include "layoutcheck/lock/layout_lock.h"

#include <algorithm>
#include <map>

#include "layoutcheck/contracts/type_layouts.h"
#include "layoutcheck/model/name_pattern.h"
#include "layoutcheck/rules/rule.h"

namespace layoutcheck {
namespace {

class LockJudge {
 public:
  explicit LockJudge(const CheckInput& input) : input_(input), program_(input.program) {
    if (!input.lock) return;
    for (RecordIndex index = 0; index < program_.records.size(); ++index) {
      records_.emplace(program_.records[index].name, index);
    }
  }

  std::vector<Finding> judge() const {
    if (!input_.lock || program_.target.triple.empty()) return {};
    const auto target = input_.lock->targets.find(program_.target.triple);
    if (target == input_.lock->targets.end()) return judge_other_targets();
    std::vector<Finding> findings;
    for (const auto& [name, locked] : target->second.types) {
      if (auto finding = judge(locked, target->second)) findings.push_back(std::move(*finding));
    }
    return findings;
  }

 private:
  /// Nothing if the type is no part of this run.
  std::optional<Finding> judge(const LockedType& locked, const TargetLock& target) const {
    if (!is_wanted(locked.layout.name)) return std::nullopt;
    std::optional<Finding> result;
    const auto [first, last] = records_.equal_range(locked.layout.name);
    for (auto at = first; at != last; ++at) {
      Finding finding = judge(locked, target, at->second);
      if (!result || finding.verdict > result->verdict) result = std::move(finding);
    }
    return result ? result : judge_missing(locked);
  }

  Finding judge(const LockedType& locked, const TargetLock& target, RecordIndex index) const {
    const Record& record = program_.records[index];
    Finding finding;
    finding.type = record.name;
    finding.usr = record.usr;
    finding.location = record.location;
    finding.object_bytes = record.size;
    const TypeLayout layout = type_layout(program_, record, group_names(input_.bindings, index));
    const auto& sizes = program_.target.line_sizes;
    const auto breach =
        broken(locked, layout, sizes.empty() ? std::vector{target.line_bytes} : sizes);
    finding.verdict = breach ? Verdict::violated : Verdict::proved;
    if (!breach) return finding;
    finding.message = *breach;
    finding.object = record.name + ", locked as '" + std::string(word(locked.mode)) + "' in " +
                     locked.layout.location.file + ":" +
                     std::to_string(locked.layout.location.line) + history(locked);
    finding.help = "undo the change; if it is meant, layoutcheck lock --reason '...'";
    return finding;
  }

  static std::string history(const LockedType& locked) {
    if (!locked.previous_size_bytes) return {};
    const std::string why = locked.reason.empty() ? "" : " (" + locked.reason + ")";
    return ", before that " + std::to_string(*locked.previous_size_bytes) + " bytes" + why;
  }

  std::optional<Finding> judge_missing(const LockedType& locked) const {
    if (input_.extent == Extent::part) return std::nullopt;
    Finding finding;
    finding.type = locked.layout.name;
    finding.location = locked.layout.location;
    if (const std::string reason = reason_to_doubt(locked.layout.name); !reason.empty()) {
      finding.verdict = Verdict::not_checked;
      finding.message = "the lock of " + locked.layout.name + " was not checked: " + reason;
      finding.help = "make it readable; what was not read may have changed";
      return finding;
    }
    finding.message = "the lock of " + locked.layout.name +
                      " says something about nothing: no "
                      "unit has a type of that name";
    finding.help =
        "if the type is gone or has another name, layoutcheck lock --reason '...' "
        "drops the entry";
    return finding;
  }

  /// Why the type may exist although it is not among the records.
  std::string reason_to_doubt(const std::string& name) const {
    for (const SkippedRecord& skipped : program_.skipped) {
      if (skipped.name == name) return skipped.reason;
    }
    for (const Unit& unit : program_.units) {
      if (!unit.parsed) return "it may be in " + unit.file + ", which did not parse";
    }
    return {};
  }

  std::vector<Finding> judge_other_targets() const {
    std::string others;
    bool concerned = false;
    for (const auto& [triple, target] : input_.lock->targets) {
      others += (others.empty() ? "" : ", ") + triple;
      for (const auto& [name, locked] : target.types) concerned |= is_in_run(name);
    }
    if (!concerned) return {};
    Finding finding;
    finding.verdict = Verdict::not_checked;
    finding.location = {input_.lock->file, 1, 1};
    finding.message = "the lock was not checked: it holds layouts for " + others +
                      " and this run is for " + program_.target.triple;
    finding.help = "layoutcheck lock adds the layouts of this target to it";
    return {std::move(finding)};
  }

  bool is_wanted(const std::string& name) const {
    const auto& patterns = input_.type_patterns;
    return patterns.empty() || matches_any(patterns, name);
  }

  bool is_in_run(const std::string& name) const {
    return is_wanted(name) && (input_.extent == Extent::whole || records_.contains(name));
  }

  const CheckInput& input_;
  const Program& program_;
  std::multimap<std::string, RecordIndex> records_;  ///< by name, in their order
};

std::vector<Finding> judge(const CheckInput& input, const std::vector<Finding>&) {
  return LockJudge(input).judge();
}

}  // namespace

constinit const Rule lock = {
    .id = "lock",
    .severity = Severity::error,
    .explanation =
        "A type differs from layout.lock in what its mode keeps: its members and their groups, "
        "its size and lines, the order of its fields, or every offset. A lock that matches no type "
        "is reported, too.",
    .remedy =
        "Undo the change; or, if it is meant, take it over with a reason: layoutcheck lock "
        "--reason TEXT, and commit layout.lock. A mode that asks for less (members, no-grow) keeps "
        "what matters and lets the rest move.",
    .judge_findings = judge,
};

}  // namespace layoutcheck
