// SPDX-License-Identifier: MIT
#include <algorithm>
#include <set>

#include "reports/ingest/layoutcheck_json.h"
#include "reports/sanity/checks.h"

namespace reports {
namespace {

std::string name_of(const LayoutContract& contract) {
  return contract.type + " at " + std::to_string(contract.line_size_bytes) + "-byte lines (" +
         contract.target + ")";
}

void add(Content& content, CheckState state, std::string reason) {
  content.findings.push_back({state, std::move(reason), false});
}

void judge_contract(const LayoutContract& contract, Content& content) {
  const std::string witness = contract.witness.empty() ? "" : ": " + contract.witness;
  switch (contract.verdict) {
    case LayoutVerdict::proved:
      break;
    case LayoutVerdict::violated:
      add(content, CheckState::failed, "VIOLATED: " + name_of(contract) + witness);
      break;
    case LayoutVerdict::unknown:
      add(content, CheckState::inconclusive, "UNKNOWN: " + name_of(contract) + witness);
      break;
    case LayoutVerdict::not_checked:
      add(content, CheckState::not_run, "NOT CHECKED: " + name_of(contract) + witness);
  }
}

void judge_type(const ProvedType& type, const LayoutFacts& facts, Content& content) {
  for (const unsigned line_size : type.line_sizes) {
    const auto about = [&](const LayoutContract& contract) {
      return contract.type == type.name && contract.line_size_bytes == line_size;
    };
    if (std::none_of(facts.contracts.begin(), facts.contracts.end(), about)) {
      add(content, CheckState::not_run,
          "no contract of " + type.name + " was checked at " + std::to_string(line_size) +
              "-byte lines");
    }
  }
}

void judge_coverage(const LayoutFacts& facts, Content& content) {
  if (!facts.failed_units.empty()) {
    add(content, CheckState::not_run,
        counted(facts.failed_units.size(), "unit") +
            " did not parse: " + listed(facts.failed_units));
  }
  if (facts.contracts_not_checked != 0) {
    add(content, CheckState::not_run,
        counted(facts.contracts_not_checked, "contract") + " NOT CHECKED");
  }
  if (facts.incomplete && content.findings.empty()) {
    add(content, CheckState::not_run, "layoutcheck says that its result is incomplete");
  }
  if (facts.types_skipped != 0) {
    content.notes.push_back(counted(facts.types_skipped, "record") +
                            " could not be laid out and were skipped");
  }
}

std::string summary(const LayoutFacts& facts) {
  std::set<std::uint64_t> line_sizes;
  std::set<std::string> types;
  for (const LayoutContract& contract : facts.contracts) {
    line_sizes.insert(contract.line_size_bytes);
    types.insert(contract.type);
  }
  std::string sizes;
  for (const std::uint64_t size : line_sizes) {
    sizes += (sizes.empty() ? "" : ", ") + std::to_string(size);
  }
  return counted(facts.contracts.size(), "contract") + " of " + counted(types.size(), "type") +
         " PROVED, at lines of " + sizes + " bytes";
}

}  // namespace

Content judge(const LayoutExpectation& expected, const std::string& bytes,
              const std::string& file) {
  Content content;
  content.layout = read_layoutcheck_json(bytes, file);
  const LayoutFacts& facts = *content.layout;
  content.executed = facts.contracts.size();

  for (const LayoutContract& contract : facts.contracts) judge_contract(contract, content);
  for (const LayoutFinding& finding : facts.findings) {
    if (finding.severity == "error") {
      add(content, CheckState::failed, finding.rule + ": " + finding.message);
    }
  }
  if (facts.contracts.size() < expected.contracts_at_least) {
    add(content, CheckState::not_run,
        counted(facts.contracts.size(), "contract") + " checked, the plan wants at least " +
            std::to_string(expected.contracts_at_least));
  }
  for (const ProvedType& type : expected.types) judge_type(type, facts, content);
  judge_coverage(facts, content);
  content.summary = summary(facts);
  return content;
}

}  // namespace reports
