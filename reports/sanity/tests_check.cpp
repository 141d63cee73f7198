// SPDX-License-Identifier: MIT
#include <set>

#include "reports/ingest/junit_xml.h"
#include "reports/sanity/checks.h"

namespace reports {
namespace {

/// The name that an executed test answers: its own, or that of the case of which it is a section,
/// since Catch2 reports sections as "case/section". Empty if it answers none.
std::string answered(std::string test, const std::set<std::string>& names) {
  while (!names.contains(test)) {
    const auto slash = test.rfind('/');
    if (slash == std::string::npos) return {};
    test.resize(slash);
  }
  return test;
}

/// In the order of the list.
std::vector<std::string> not_executed(const std::vector<std::string>& names,
                                      const TestResults& results) {
  const std::set<std::string> wanted(names.begin(), names.end());
  std::set<std::string> executed;
  for (const TestResult& test : results.tests) {
    if (test.outcome != TestOutcome::skipped) executed.insert(answered(test.name, wanted));
  }
  std::vector<std::string> missing;
  for (const std::string& name : names) {
    if (!executed.contains(name)) missing.push_back(name);
  }
  return missing;
}

void judge_outcomes(const TestResults& results, Content& content) {
  std::size_t failures = 0;
  std::size_t skipped = 0;
  for (const TestResult& test : results.tests) {
    if (test.outcome == TestOutcome::skipped) ++skipped;
    if (test.outcome != TestOutcome::failed) continue;
    ++failures;
    const std::string said = test.message.empty() ? "" : ": " + test.message;
    content.findings.push_back({CheckState::failed, "'" + test.name + "' failed" + said, false});
  }
  if (failures == 0 && results.failures_counted != 0) {
    content.findings.push_back(
        {CheckState::failed,
         "the file counts " + counted(results.failures_counted, "failure") +
             " of tests that it does not list, such as a case without assertions",
         false});
  }
  if (skipped != 0) content.notes.push_back(counted(skipped, "test") + " were skipped");
  content.executed = results.tests.size() - skipped;
}

}  // namespace

Content judge(const TestsExpectation& expected, const std::string& bytes, const std::string& file) {
  Content content;
  content.tests = read_junit_xml(bytes, file);
  judge_outcomes(*content.tests, content);

  const auto add = [&](std::string reason) {
    content.findings.push_back({CheckState::not_run, std::move(reason), false});
  };
  if (content.executed == 0) {
    add("no test was executed");
  } else if (content.executed < expected.executed_at_least) {
    add(counted(content.executed, "test") + " executed, the plan wants at least " +
        std::to_string(expected.executed_at_least));
  }
  const auto missing = not_executed(expected.names, *content.tests);
  if (!missing.empty() && content.executed != 0) {
    add(std::to_string(missing.size()) + " of " + counted(expected.names.size(), "named test") +
        " not executed: " + listed(missing));
  }
  content.summary = counted(content.executed, "test") + " executed, none failed";
  if (!expected.names.empty()) {
    content.summary += "; each of " + counted(expected.names.size(), "named test") + " among them";
  }
  return content;
}

}  // namespace reports
