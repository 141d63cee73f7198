// SPDX-License-Identifier: MIT
//
// Interleaved runs made by hand, for tests of the verdicts.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "reports/model/run.h"

namespace reports {

/// One block of a session: what BASE's and NEW's two launches of one benchmark took.
struct TimesOfBlock {
  std::array<double, 2> base_ns{};
  std::array<double, 2> candidate_ns{};
};

/// Both sides of a session with one benchmark "BM". The turns go BASE, NEW, NEW, BASE.
std::array<Run, 2> session_of(const std::vector<TimesOfBlock>& blocks, const std::string& looks);

}  // namespace reports
