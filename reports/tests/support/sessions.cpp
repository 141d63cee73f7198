// SPDX-License-Identifier: MIT
#include "reports/tests/support/sessions.h"

#include "reports/tests/support/runs.h"

namespace reports {
namespace {

Run side_of(const std::vector<double>& times_ns, const std::array<int, 2>& turns,
            const std::string& looks) {
  Run run = run_of({benchmark_of("BM", times_ns)});
  for (std::size_t i = 0; i < run.launches.size(); ++i) {
    const int block = static_cast<int>(i / 2);
    run.launches[i].place = SessionPlace{"a session", block + 1, 4 * block + turns[i % 2], looks};
  }
  return run;
}

}  // namespace

std::array<Run, 2> session_of(const std::vector<TimesOfBlock>& blocks, const std::string& looks) {
  std::vector<double> base;
  std::vector<double> candidate;
  for (const TimesOfBlock& block : blocks) {
    base.insert(base.end(), block.base_ns.begin(), block.base_ns.end());
    candidate.insert(candidate.end(), block.candidate_ns.begin(), block.candidate_ns.end());
  }
  return {side_of(base, {1, 4}, looks), side_of(candidate, {2, 3}, looks)};
}

}  // namespace reports
