// SPDX-License-Identifier: MIT
//
// `// expect: TEXT` at the end of a line of an input, or on lines of its own in front of it, says
// that a finding is reported on that line and that its text, which ends in [rule], contains TEXT.
#pragma once

#include <string>
#include <vector>

#include "layoutcheck/model/finding.h"

namespace layoutcheck {

struct Expectation {
  unsigned line = 0;
  std::string text;
};

std::vector<Expectation> read_expectations(const std::string& path);

/// What is wrong with `findings`, one line for each: expected and not reported, or reported and
/// not expected. Allowed findings count as not reported.
std::vector<std::string> compare(const std::vector<Expectation>& expected,
                                 const std::vector<Finding>& findings);

}  // namespace layoutcheck
