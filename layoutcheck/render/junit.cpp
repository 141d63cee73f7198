// SPDX-License-Identifier: MIT
#include "layoutcheck/render/junit.h"

#include <algorithm>
#include <map>
#include <pugixml.hpp>
#include <sstream>

#include "layoutcheck/render/columns.h"
#include "layoutcheck/render/finding_words.h"
#include "layoutcheck/render/findings_text.h"
#include "layoutcheck/render/summary.h"
#include "layoutcheck/render/xml_text.h"
#include "layoutcheck/rules/rule.h"

namespace layoutcheck {
namespace {

/// What a test case holds; an empty word stands for success.
struct Outcome {
  std::string word;
  std::string message;
  std::string text;
};

bool is_of_contract(const Finding& finding) {
  const auto rules = all_rules();
  return std::any_of(rules.begin(), rules.end(), [&](const Rule* rule) {
    return rule->id == finding.rule && rule->judge_contract;
  });
}

class JUnit {
 public:
  JUnit(const Program& program, const CheckResult& result, const Gate& gate)
      : program_(program), result_(result), gate_(gate) {
    suite_ = document_.append_child("testsuites").append_child("testsuite");
  }

  std::string text() {
    for (const ContractResult& contract : result_.contracts) add(contract);
    for (const Finding& finding : result_.findings) {
      if (finding.severity == Severity::note) continue;  // it never fails
      if (!is_of_contract(finding)) add(finding);
    }
    add_held_locks();
    add_gaps();
    add_counts();
    std::ostringstream stream;
    document_.save(stream, "  ");
    return stream.str();
  }

 private:
  void add(const ContractResult& contract) {
    add_case("layoutcheck.contract", contract.contract->name + " for " + line(contract) + " lines",
             outcome_of(contract));
  }

  static std::string line(const ContractResult& contract) {
    return std::to_string(contract.line_bytes) + "-byte";
  }

  void add(const Finding& finding) {
    const std::string name = finding.type.empty() ? finding.message : finding.type;
    add_case("layoutcheck." + finding.rule, name, outcome_of(finding));
  }

  /// The weakest outcome of its claims.
  Outcome outcome_of(const ContractResult& contract) const {
    Outcome worst;
    for (const Finding& claim : contract.claims) {
      Outcome outcome = outcome_of(claim);
      if (rank(outcome) == rank(worst)) {
        worst.text += outcome.text;
      } else if (rank(outcome) > rank(worst)) {
        worst = std::move(outcome);
      }
    }
    return worst;
  }

  Outcome outcome_of(const Finding& claim) const {
    const std::string text = claim.verdict == Verdict::proved ? "" : finding_text(claim);
    if (claim.verdict == Verdict::not_checked) return {"error", claim.message, text};
    if (claim.verdict == Verdict::unknown) {
      return {gate_.allow_unknown ? "skipped" : "failure", "unknown: " + claim.message, text};
    }
    if (claim.verdict == Verdict::proved || claim.allowed || claim.baselined) return {"", "", text};
    if (claim.redundant && !cause_fails(claim)) return {"", "", text};
    return {gate_.fails(claim) ? "failure" : "skipped", claim.message, text};
  }

  /// A redundant claim is told by another finding of its rule, of its type or of the part that it
  /// names, which may be allowed or baselined.
  bool cause_fails(const Finding& claim) const {
    const auto& findings = result_.findings;
    return std::any_of(findings.begin(), findings.end(), [&](const Finding& finding) {
      const bool tells = finding.type == claim.type ||
                         (claim.part && finding.type == program_.records[*claim.part].name);
      return tells && finding.rule == claim.rule && finding.line_bytes == claim.line_bytes &&
             finding.verdict == Verdict::violated && !finding.allowed && !finding.baselined;
    });
  }

  static int rank(const Outcome& outcome) {
    return outcome.word == "error"     ? 3
           : outcome.word == "failure" ? 2
           : outcome.word == "skipped" ? 1
                                       : 0;
  }

  void add_held_locks() {
    const std::size_t held = result_.coverage.locks_held;
    if (held > 0) add_case("layoutcheck.lock", counted(held, "lock") + " held", {});
  }

  void add_gaps() {
    for (const Unit& unit : result_.coverage.failed_units) {
      add_case("layoutcheck.unit", unit.file, {"error", "did not parse", unit.reason});
    }
    for (const SkippedRecord& skipped : result_.coverage.skipped_types) {
      if (!skipped.annotated) continue;
      add_case("layoutcheck.contract", skipped.name, {"error", "not checked", skipped.reason});
    }
    for (const std::string& name : result_.coverage.unknown_types) {
      add_case("layoutcheck.type", name, {"error", "not checked", unknown_type_in_words(name)});
    }
    const std::string advice = advice_if_nothing_matched(result_);
    if (!advice.empty()) {
      add_case("layoutcheck", "something was checked", {"error", "nothing was checked", advice});
    }
  }

  void add_case(const std::string& class_name, const std::string& name, const Outcome& outcome) {
    pugi::xml_node test = suite_.append_child("testcase");
    test.append_attribute("classname") = xml_text(class_name).c_str();
    test.append_attribute("name") = xml_text(name).c_str();
    ++counts_["tests"];
    if (outcome.word.empty()) {
      if (outcome.text.empty()) return;
      test.append_child("system-out").text().set(xml_text(outcome.text).c_str());
      return;
    }
    ++counts_[outcome.word];
    pugi::xml_node child = test.append_child(outcome.word.c_str());
    child.append_attribute("message") = xml_text(outcome.message).c_str();
    child.text().set(xml_text(outcome.text).c_str());
  }

  void add_counts() {
    suite_.append_attribute("name") = "layoutcheck check";
    suite_.append_attribute("tests") = counts_["tests"];
    suite_.append_attribute("failures") = counts_["failure"];
    suite_.append_attribute("errors") = counts_["error"];
    suite_.append_attribute("skipped") = counts_["skipped"];
    suite_.append_child("system-out").text().set(xml_text(summary(program_, result_)).c_str());
  }

  const Program& program_;
  const CheckResult& result_;
  const Gate& gate_;
  pugi::xml_document document_;
  pugi::xml_node suite_;
  std::map<std::string, unsigned> counts_;
};

}  // namespace

std::string junit(const Program& program, const CheckResult& result, const Gate& gate) {
  return JUnit(program, result, gate).text();
}

}  // namespace layoutcheck
