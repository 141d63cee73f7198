// SPDX-License-Identifier: MIT
#include "reports/sanity/limitations.h"

#include <algorithm>
#include <set>

namespace reports {
namespace {

template <typename Expected>
bool has_line(const SanityReport& report) {
  return std::any_of(report.checks.begin(), report.checks.end(), [](const JudgedCheck& check) {
    return std::holds_alternative<Expected>(check.planned.expectation);
  });
}

bool compared(const SanityReport& report) {
  return std::any_of(report.checks.begin(), report.checks.end(), [](const JudgedCheck& check) {
    return check.content.comparison && check.state == CheckState::passed;
  });
}

std::string platforms(const SanityReport& report) {
  std::set<std::string> found;
  for (const JudgedCheck& check : report.checks) {
    for (const UsedEvidence& used : check.evidence) {
      found.insert(used.evidence.host.system + " on " + used.evidence.host.architecture);
    }
  }
  std::string text;
  for (const std::string& platform : found) text += (text.empty() ? "" : ", ") + platform;
  return text;
}

}  // namespace

std::vector<std::string> limitations(const SanityReport& report) {
  std::vector<std::string> lines;
  if (has_line<LayoutExpectation>(report)) {
    lines.push_back(
        "A layout proof is about clang's parse of the recorded sources and flags, and about "
        "objects whose storage has the alignment that its contract assumes.");
  } else {
    lines.push_back("No layout was checked: nothing is said about false sharing.");
  }
  if (has_line<TestsExpectation>(report)) {
    lines.push_back(
        "A test shows what it asserts. Nothing here shows that these tests are able to fail.");
  }
  if (has_line<BenchmarksExpectation>(report)) {
    lines.push_back(
        "Times come from one launch. They show that a benchmark ran, and say nothing about speed, "
        "noise or false sharing.");
  }
  if (!compared(report)) {
    lines.push_back("Nothing is said about regressions: no comparison with a baseline PASSED.");
  }
  const std::string where = platforms(report);
  lines.push_back(where.empty() ? "No evidence was found, from any platform."
                                : "All evidence comes from " + where +
                                      "; nothing is said about other platforms.");
  lines.push_back(
      "Hashes show that the files are those that were recorded, not who recorded them.");
  return lines;
}

}  // namespace reports
