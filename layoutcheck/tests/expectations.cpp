// SPDX-License-Identifier: MIT
#include "layoutcheck/tests/expectations.h"

#include <algorithm>
#include <fstream>

namespace layoutcheck {

std::vector<Expectation> read_expectations(const std::string& path) {
  static const std::string mark = "// expect: ";
  std::vector<Expectation> expected;
  std::ifstream input(path);
  unsigned line = 0;
  for (std::string text; std::getline(input, text);) {
    ++line;
    for (std::size_t at = text.find(mark); at != std::string::npos;) {
      const std::size_t begin = at + mark.size();
      at = text.find(mark, begin);
      std::string wanted = text.substr(begin, at == std::string::npos ? at : at - begin);
      wanted.erase(wanted.find_last_not_of(' ') + 1);
      expected.push_back({line, wanted});
    }
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
