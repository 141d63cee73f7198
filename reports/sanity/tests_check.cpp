// SPDX-License-Identifier: MIT
#include <algorithm>

#include "reports/ingest/junit_xml.h"
#include "reports/sanity/checks.h"

namespace reports {
namespace {

/// Catch2 reports the sections of a case as "case/section".
bool is_of_case(const std::string& test, const std::string& name) {
  return test.rfind(name, 0) == 0 && (test.size() == name.size() || test[name.size()] == '/');
}

std::vector<std::string> not_executed(const std::vector<std::string>& names,
                                      const TestResults& results) {
  std::vector<std::string> missing;
  for (const std::string& name : names) {
    const auto executed = [&](const TestResult& test) {
      return test.outcome != TestOutcome::skipped && is_of_case(test.name, name);
    };
    if (std::none_of(results.tests.begin(), results.tests.end(), executed)) missing.push_back(name);
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
