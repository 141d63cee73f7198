// SPDX-License-Identifier: MIT
#include "reports/sanity/judge.h"

#include <algorithm>

#include "reports/evidence/recorder.h"
#include "reports/evidence/sha256.h"
#include "reports/files/read_file.h"
#include "reports/ingest/sanity_plan.h"
#include "reports/ingest/test_names.h"
#include "reports/model/error.h"
#include "reports/sanity/chain.h"
#include "reports/sanity/checks.h"
#include "reports/sanity/limitations.h"
#include "reports/sanity/waivers.h"

namespace reports {
namespace {

/// The names that a test program lists come from evidence too, and are no better than it.
void add_listed_names(const ChainContext& context, const std::string& platform,
                      TestsExpectation& expected, JudgedCheck& check) {
  if (!expected.listed_by) return;
  Chain list = follow(context, *expected.listed_by, output_name, platform);
  if (list.bytes) {
    const std::vector<std::string> names = read_test_names(*list.bytes);
    if (names.empty()) list.findings.push_back({CheckState::not_run, "it lists no test", false});
    expected.names.insert(expected.names.end(), names.begin(), names.end());
  }
  for (Finding& finding : list.findings) {
    finding.reason = "list of tests '" + *expected.listed_by + "': " + finding.reason;
    check.findings.push_back(std::move(finding));
  }
  if (list.used) check.evidence.push_back(std::move(*list.used));
}

/// layoutcheck and `reports compare` exit with 3 when their answer is UNKNOWN, INCONCLUSIVE or
/// missing, which the file then says. Any other exit code that is not 0 is a failure.
bool explains_exit_code(const JudgedCheck& check, int exit_code) {
  const Expectation& expected = check.planned.expectation;
  const bool three_means_undecided = std::holds_alternative<LayoutExpectation>(expected) ||
                                     std::holds_alternative<ComparisonExpectation>(expected);
  return exit_code == 0 ||
         (exit_code == 3 && three_means_undecided && !check.content.findings.empty());
}

void append(std::vector<Finding>& all, const std::vector<Finding>& more) {
  all.insert(all.end(), more.begin(), more.end());
}

void judge_content(const Expectation& expectation, const std::string& bytes, JudgedCheck& check) {
  try {
    check.content =
        std::visit([&](const auto& expected) { return judge(expected, bytes, check.planned.file); },
                   expectation);
    check.evidence.front().executed = check.content.executed;
    append(check.findings, check.content.findings);
  } catch (const Error& failure) {
    check.findings.push_back({CheckState::not_run, failure.what(), false});
  }
}

void judge_exit_code(const std::optional<int>& exit_code, JudgedCheck& check) {
  if (!exit_code || explains_exit_code(check, *exit_code)) return;
  check.findings.push_back(
      {CheckState::failed, "the command exited with " + std::to_string(*exit_code), false});
}

void conclude(JudgedCheck& check) {
  std::stable_sort(check.findings.begin(), check.findings.end(),
                   [](const Finding& a, const Finding& b) { return a.state > b.state; });
  check.state = check.findings.empty() ? CheckState::passed : check.findings.front().state;
  check.reason = check.findings.empty() ? check.content.summary : check.findings.front().reason;
}

JudgedCheck judge_check(const PlannedCheck& planned, const ChainContext& context) {
  JudgedCheck check;
  check.planned = planned;
  Chain chain = follow(context, planned.evidence, planned.file, planned.platform);
  if (!chain.used && std::holds_alternative<ComparisonExpectation>(planned.expectation)) {
    chain.findings.front().reason = "no baseline was compared: " + chain.findings.front().reason;
  }
  check.findings = chain.findings;
  if (chain.used) check.evidence.push_back(*chain.used);

  Expectation expectation = planned.expectation;
  if (auto* tests = std::get_if<TestsExpectation>(&expectation)) {
    add_listed_names(context, planned.platform, *tests, check);
  }
  if (chain.bytes) judge_content(expectation, *chain.bytes, check);
  if (chain.used) judge_exit_code(chain.used->evidence.exit_code, check);
  conclude(check);
  return check;
}

void roll_up(SanityReport& report) {
  bool decided = false;
  report.verdict = CheckState::passed;
  for (const JudgedCheck& check : report.checks) {
    if (!check.planned.required || check.waived) continue;
    decided = true;
    report.verdict = std::max(report.verdict, check.state);
  }
  if (!decided) report.verdict = CheckState::not_run;
  std::vector<std::string> deciding;
  for (const JudgedCheck& check : report.checks) {
    const bool decides = check.planned.required && !check.waived;
    if (decides && check.state == report.verdict) deciding.push_back(check.planned.id);
  }
  report.reason = !decided ? "no required line is left to decide"
                  : report.verdict == CheckState::passed
                      ? "every required line PASSED"
                      : counted(deciding.size(), "required line") + " " +
                            std::string(word(report.verdict)) + ": " + listed(deciding);
}

}  // namespace

SanityReport judge_evidence(const std::filesystem::path& plan_path,
                            const std::filesystem::path& evidence_folder,
                            const ReportFrame& frame) {
  const SanityPlan plan = read_sanity_plan(plan_path);
  SanityReport report;
  report.frame = frame;
  report.title = plan.title;
  for (const std::string& file : plan.files) {
    report.plan_files.push_back({file, sha256(read_file(plan_path.parent_path() / file))});
  }
  const ChainContext context{evidence_folder, frame.subject, frame.generated_at};
  for (const PlannedCheck& planned : plan.checks) {
    report.checks.push_back(judge_check(planned, context));
  }
  report.waivers = apply_waivers(plan.waivers, frame.generated_at.substr(0, 10), report.checks);
  report.limitations = limitations(report);
  roll_up(report);
  return report;
}

}  // namespace reports
