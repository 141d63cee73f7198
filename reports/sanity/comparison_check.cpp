// SPDX-License-Identifier: MIT
#include <algorithm>

#include "reports/ingest/comparison_json.h"
#include "reports/sanity/checks.h"

namespace reports {
namespace {

void add(Content& content, CheckState state, std::string reason) {
  content.findings.push_back({state, std::move(reason), false});
}

void judge_difference(const StoredDifference& row, Content& content) {
  const std::string what = std::string(words(row.verdict)) + ": '" + row.name + "' by " +
                           row.metric + (row.reason.empty() ? "" : ": " + row.reason);
  if (row.verdict != Verdict::not_run) ++content.executed;
  if (row.verdict == Verdict::regressed) {
    add(content, CheckState::failed, what);
  } else if (row.allowed) {
    content.notes.push_back("allowed to have no verdict: " + what);
  } else if (row.verdict == Verdict::inconclusive) {
    add(content, CheckState::inconclusive, what);
  } else if (row.verdict == Verdict::not_run) {
    add(content, CheckState::not_run, what);
  } else if (row.launches_base < 2 || row.launches_new < 2) {
    // Whatever the file says, one process cannot show how far processes differ.
    add(content, CheckState::inconclusive, what + ", from a single launch: no verdict follows");
  }
}

/// A file's own verdict may be weaker than its rows, say because its control failed.
void judge_verdict(Verdict verdict, Content& content) {
  if (!content.findings.empty()) return;
  const std::string what = "the comparison as a whole is " + std::string(words(verdict));
  if (verdict == Verdict::regressed) add(content, CheckState::failed, what);
  if (verdict == Verdict::inconclusive) add(content, CheckState::inconclusive, what);
  if (verdict == Verdict::not_run) add(content, CheckState::not_run, what);
}

}  // namespace

Content judge(const ComparisonExpectation& expected, const std::string& bytes,
              const std::string& file) {
  Content content;
  content.comparison = read_comparison_json(bytes, file);
  for (const StoredDifference& row : content.comparison->benchmarks) {
    judge_difference(row, content);
  }
  judge_verdict(content.comparison->verdict, content);
  if (content.executed < expected.compared_at_least) {
    add(content, CheckState::not_run,
        counted(content.executed, "benchmark") +
            " compared with a baseline, the plan wants at least " +
            std::to_string(expected.compared_at_least));
  }
  content.notes.insert(content.notes.end(), content.comparison->warnings.begin(),
                       content.comparison->warnings.end());
  const auto& rows = content.comparison->benchmarks;
  const auto improved = std::count_if(rows.begin(), rows.end(), [](const StoredDifference& row) {
    return row.verdict == Verdict::improved;
  });
  content.summary = counted(content.executed, "benchmark") +
                    " compared with a baseline: none REGRESSED, " + std::to_string(improved) +
                    " IMPROVED";
  return content;
}

}  // namespace reports
