// SPDX-License-Identifier: MIT
#include "reports/sanity/waivers.h"

#include <algorithm>

namespace reports {
namespace {

bool is_altered(const JudgedCheck& check) {
  return std::any_of(check.findings.begin(), check.findings.end(),
                     [](const Finding& finding) { return finding.altered; });
}

JudgedWaiver judge(const Waiver& waiver, const std::string& today, const JudgedCheck& check) {
  if (today > waiver.expires) {
    return {waiver, WaiverState::expired, "expired at the end of " + waiver.expires};
  }
  if (check.state == CheckState::passed) {
    return {waiver, WaiverState::not_needed, "the check PASSED: remove the waiver"};
  }
  const std::string found(word(check.state));
  if (is_altered(check)) {
    return {waiver, WaiverState::other_state, "altered evidence cannot be waived"};
  }
  if (check.state != waiver.covers) {
    return {waiver, WaiverState::other_state,
            "it covers " + std::string(word(waiver.covers)) + ", but the check is " + found};
  }
  return {waiver, WaiverState::applies, "the check is " + found + " and does not decide"};
}

}  // namespace

std::vector<JudgedWaiver> apply_waivers(const std::vector<Waiver>& waivers,
                                        const std::string& today,
                                        std::vector<JudgedCheck>& checks) {
  std::vector<JudgedWaiver> judged;
  for (const Waiver& waiver : waivers) {
    const auto check = std::find_if(checks.begin(), checks.end(), [&](const JudgedCheck& each) {
      return each.planned.id == waiver.check;
    });
    if (check == checks.end()) continue;  // the plan's reader refused that
    judged.push_back(judge(waiver, today, *check));
    check->waived = judged.back().state == WaiverState::applies;
  }
  return judged;
}

}  // namespace reports
