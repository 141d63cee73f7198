// SPDX-License-Identifier: MIT
#include "layoutcheck/tests/expectations.h"

#include <algorithm>
#include <fstream>

namespace layoutcheck {

std::vector<Expectation> read_expectations(const std::string& path) {
  static const std::string mark = "// expect: ";
  std::vector<Expectation> expected;
  std::vector<std::string> waiting;  // for the line that they stand in front of
  std::ifstream input(path);
  unsigned line = 0;
  for (std::string text; std::getline(input, text);) {
    ++line;
    const std::size_t at = text.find(mark);
    if (at != std::string::npos) waiting.push_back(text.substr(at + mark.size()));
    if (at == text.find_first_not_of(' ')) continue;
    for (std::string& wanted : waiting) expected.push_back({line, std::move(wanted)});
    waiting.clear();
  }
  return expected;
}

std::vector<std::string> compare(const std::vector<Expectation>& expected,
                                 const std::vector<Finding>& findings) {
  std::vector<std::string> differences;
  std::vector<Expectation> open = expected;
  for (const Finding& finding : findings) {
    if (finding.allowed) continue;
    const std::string text = finding.message + " [" + finding.rule + "]";
    const auto met = std::find_if(open.begin(), open.end(), [&](const Expectation& expectation) {
      return expectation.line == finding.location.line &&
             text.find(expectation.text) != std::string::npos;
    });
    if (met == open.end()) {
      differences.push_back("not expected in line " + std::to_string(finding.location.line) + ": " +
                            text);
    } else {
      open.erase(met);
    }
  }
  for (const Expectation& expectation : open) {
    differences.push_back("not reported in line " + std::to_string(expectation.line) + ": " +
                          expectation.text);
  }
  return differences;
}

}  // namespace layoutcheck
