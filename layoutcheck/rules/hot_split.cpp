// SPDX-License-Identifier: MIT
//
// A group that several fields of one type form. What one field spends is its own size; groups that
// bases, members and elements form are judged where those declare them.

#include <algorithm>
#include <optional>

#include "layoutcheck/isolation/line_count.h"
#include "layoutcheck/rules/pairs.h"
#include "layoutcheck/rules/rule.h"
#include "layoutcheck/rules/wording.h"

namespace layoutcheck {
namespace {

/// Groups without a name follow from roles; nobody says that they belong together.
bool is_hot(const Group& group) {
  return group.named && (group.kind == GroupKind::written || group.kind == GroupKind::read_mostly);
}

/// The fields of the object itself that are in the group, in order of offset.
std::vector<const ScopeField*> fields_of(const Scope& object, std::size_t group) {
  std::vector<const ScopeField*> fields;
  for (const ScopeField& field : object.fields) {
    if (field.parent == std::size_t{0} && field.group == group) fields.push_back(&field);
  }
  std::stable_sort(fields.begin(), fields.end(), [](const ScopeField* a, const ScopeField* b) {
    return a->bytes.first < b->bytes.first;
  });
  return fields;
}

/// Their bytes. Bit-fields and the members of a union may share some.
std::vector<ByteRange> bytes_of(const std::vector<const ScopeField*>& fields) {
  std::vector<ByteRange> ranges;
  for (const ScopeField* field : fields) {
    if (ranges.empty() || field->bytes.first > ranges.back().last) {
      ranges.push_back(field->bytes);
    } else {
      ranges.back().last = std::max(ranges.back().last, field->bytes.last);
    }
  }
  return ranges;
}

std::string lines_of(std::uint64_t count, std::uint64_t line_bytes) {
  return std::to_string(count) + " " + line(line_bytes) + (count == 1 ? "" : "s");
}

/// Nothing if it depends on where an object starts that is not aligned to a line.
std::optional<Finding> judge(const Contract& contract, const Group& group,
                             const std::vector<const ScopeField*>& fields,
                             std::uint64_t line_bytes) {
  const std::vector<ByteRange> ranges = bytes_of(fields);
  std::uint64_t bytes = 0;
  for (const ByteRange& range : ranges) bytes += range.last - range.first + 1;
  const std::uint64_t enough = (bytes + line_bytes - 1) / line_bytes;

  Finding finding;
  finding.proof = prove_lines_of(ranges, enough, placements_of(contract, line_bytes));
  finding.verdict = finding.proof.verdict();
  if (finding.verdict != Verdict::proved && finding.proof.placement() == Placement::some) return {};
  for (const ScopeField* field : {fields.front(), fields.back()}) {
    finding.fields.push_back({field->path, group.standing(), field->bytes, field->location});
  }
  finding.line_bytes = line_bytes;
  finding.object_bytes = contract.size_bytes;
  finding.location = fields.back()->location;
  if (finding.verdict == Verdict::proved) return finding;
  finding.message = "the " + std::to_string(bytes) + " bytes of " +
                    (group.kind == GroupKind::read_mostly ? "the read-mostly fields"
                                                          : "group " + quoted(group.name)) +
                    " fit on " + lines_of(enough, line_bytes) + " and lie on more " +
                    how_often(finding);
  finding.help = "put its fields side by side, and start " + quoted(fields.front()->path) +
                 " with alignas(" + std::to_string(line_bytes) + ")";
  return finding;
}

std::vector<Finding> judge(const Contract& contract, std::uint64_t line_bytes) {
  std::vector<Finding> findings;
  if (!contract.record) return findings;
  for (std::size_t group = 0; group < contract.groups.size(); ++group) {
    if (!is_hot(contract.groups[group])) continue;
    const auto fields = fields_of(contract.scopes[0], group);
    if (fields.size() < 2) continue;
    auto finding = judge(contract, contract.groups[group], fields, line_bytes);
    if (finding) findings.push_back(*std::move(finding));
  }
  return findings;
}

}  // namespace

constinit const Rule hot_split = {
    .id = "hot-split",
    .severity = Severity::warning,
    .explanation =
        "The fields of a hot group, written or read-mostly, lie on more lines than their bytes "
        "need, wherever the object starts: whoever uses the group fetches a line too many. Two "
        "fields of 8 bytes with a stranger of 64 between them do. In an object that is not aligned "
        "to a line, what straddles two lines in some placements only is not counted; nor are "
        "groups of one field, and those that roles form without a name.",
    .remedy = "Put the fields of the group side by side, and align the first one to the line.",
    .judge_contract = judge,
};

}  // namespace layoutcheck
