// SPDX-License-Identifier: MIT
#include "layoutcheck/render/findings_text.h"

#include <algorithm>
#include <map>

#include "layoutcheck/render/columns.h"
#include "layoutcheck/render/finding_words.h"
#include "layoutcheck/render/line_drawing.h"
#include "layoutcheck/render/summary.h"

namespace layoutcheck {
namespace {

std::string place(const SourceLocation& location) {
  if (location.line == 0) return {};
  return location.file + ":" + std::to_string(location.line) + ":" +
         std::to_string(location.column) + ": ";
}

std::string label(const Finding& finding) {
  if (finding.allowed) return "allowed";
  if (finding.verdict == Verdict::unknown) return "unknown";
  if (finding.verdict == Verdict::not_checked) return "not checked";
  return word(finding.severity);
}

bool is_note(const Finding& finding) {
  return finding.severity == Severity::note;
}

std::string notes_on_fields(const Finding& finding) {
  std::string text;
  for (const FindingField& field : finding.fields) {
    if (field.location.line == 0) continue;
    text += place(field.location) + "note: " + field_in_words(finding, field) + '\n';
  }
  return text;
}

std::string witness_text(const Finding& finding) {
  const std::vector<std::string> drawing = draw_lines(finding);
  if (drawing.empty()) return {};
  const Witness& witness = *finding.proof.witness;
  std::string text = "  if ";
  text += finding.of_elements ? "an element" : "the object";
  text += " starts at an address = " + std::to_string(witness.base) + " (mod " +
          std::to_string(finding.line_bytes) + "):\n";
  for (const std::string& line : drawing) text += "    " + line + '\n';
  return text;
}

/// "3 pairs apart": what a rule's proved claims are, in its own words where it has some.
std::string claims_text(const ContractResult& result) {
  std::map<std::string, std::size_t> proved_by_rule;
  for (const Finding& claim : result.claims) ++proved_by_rule[claim.rule];
  std::string text;
  for (const auto& [rule, count] : proved_by_rule) {
    text += (text.empty() ? "" : ", ") + rule + " " + std::to_string(count);
  }
  return text;
}

std::string proved_text(const ContractResult& result) {
  const Contract& contract = *result.contract;
  return wrapped("proved " + contract.name + " for " + std::to_string(result.line_bytes) +
                     "-byte lines on storage aligned to " +
                     std::to_string(contract.storage_align_bytes) + " (" +
                     std::string(contract.assumption) + "): " + claims_text(result),
                 4);
}

std::string all_proved_text(const Program& program, const CheckResult& result) {
  std::string text;
  for (const ContractResult& contract : result.contracts) {
    if (contract.verdict == Verdict::proved) text += proved_text(contract);
  }
  if (text.empty()) return {};
  return text +
         wrapped("  for clang's parse, " + program.target.triple +
                     "; back edges hold for complete objects, not for bases",
                 2) +
         '\n';
}

std::string not_checked_text(const CheckResult& result) {
  std::string text;
  for (const SkippedRecord& skipped : result.coverage.skipped_types) {
    if (!skipped.annotated) continue;
    text += place(skipped.location) + "not checked: the contract of " + skipped.name + ": " +
            skipped.reason + '\n';
  }
  for (const Unit& unit : result.coverage.failed_units) {
    const bool names_file = unit.reason.starts_with(unit.file);
    text += "not checked: " + (names_file ? unit.reason : unit.file + ": " + unit.reason) + '\n';
  }
  return text;
}

/// A waiver is printed, also where nothing else is said of its contract.
std::string permitted_text(const CheckResult& result) {
  std::vector<std::string> lines;
  for (const ContractResult& contract : result.contracts) {
    for (const BoundPermission& permission : contract.contract->permissions) {
      const std::vector<Group>& groups = contract.contract->groups;
      std::string line = wrapped("permitted in " + contract.contract->name + ": '" +
                                     groups[permission.group].name + "' and '" +
                                     groups[permission.other_group].name +
                                     "' may share a line: " + permission.reason,
                                 4);
      const bool known = std::find(lines.begin(), lines.end(), line) != lines.end();
      if (!known) lines.push_back(std::move(line));
    }
  }
  std::string text;
  for (const std::string& line : lines) text += line;
  return lines.empty() ? text : text + '\n';
}

std::string unknown_types_text(const CheckResult& result) {
  std::string text;
  for (const std::string& name : result.coverage.unknown_types) {
    text += "not checked: " + unknown_type_in_words(name) + '\n';
  }
  return text;
}

/// Whoever checks one file has not checked what the configuration says of the others.
std::string absent_text(const CheckResult& result) {
  const std::vector<std::string>& absent = result.coverage.absent_contracts;
  if (absent.empty()) return {};
  std::string text = "not in what was read here: the configured contracts of ";
  for (const std::string& name : absent) text += (&name == &absent.front() ? "" : ", ") + name;
  return wrapped(text, 2);
}

/// Notes are many, and nobody acts on them.
std::string notes_text(const CheckResult& result) {
  const auto& findings = result.findings;
  const auto notes = std::count_if(findings.begin(), findings.end(), is_note);
  if (notes == 0) return {};
  return counted(static_cast<std::size_t>(notes), "record") +
         " could not be analysed; --format json lists them [unsupported]\n";
}

std::string baseline_text(const CheckResult& result) {
  const auto& findings = result.findings;
  const auto count = static_cast<std::size_t>(std::count_if(
      findings.begin(), findings.end(), [](const Finding& finding) { return finding.baselined; }));
  if (count == 0) return {};
  return "baselined: " + counted(count, "finding") + " that the baseline knows, not shown here\n";
}

}  // namespace

std::string finding_text(const Finding& finding) {
  std::string text = place(finding.location) + label(finding) + ": " + finding.message + " [" +
                     finding.rule + "]\n";
  if (finding.allowed) return text + wrapped("  reason: " + *finding.allowed, 4);
  if (!finding.object.empty()) text += wrapped("  in " + finding.object, 4);
  text += notes_on_fields(finding) + witness_text(finding);
  if (!finding.help.empty()) text += wrapped("  help: " + finding.help, 4);
  return text + '\n';
}

std::string findings_text(const Program& program, const CheckResult& result) {
  std::string text;
  for (const Finding& finding : result.findings) {
    if (!finding.baselined && !is_note(finding)) text += finding_text(finding);
  }
  text += baseline_text(result);
  text += all_proved_text(program, result);
  text += permitted_text(result);
  text += not_checked_text(result);
  text += unknown_types_text(result);
  text += absent_text(result);
  text += notes_text(result);
  text += advice_if_nothing_matched(result);
  return text + summary(program, result);
}

}  // namespace layoutcheck
