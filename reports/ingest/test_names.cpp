// SPDX-License-Identifier: MIT
#include "reports/ingest/test_names.h"

#include <algorithm>
#include <sstream>

namespace reports {
namespace {

/// Without the blanks around it, and without the quotes that protect a leading '#'.
std::string bare(const std::string& line) {
  const auto first = line.find_first_not_of(" \t\r");
  if (first == std::string::npos) return {};
  const auto last = line.find_last_not_of(" \t\r");
  std::string name = line.substr(first, last - first + 1);
  if (name.rfind("\"#", 0) == 0 && name.back() == '"') return name.substr(1, name.size() - 2);
  return name.front() == '#' ? std::string() : name;
}

}  // namespace

std::vector<std::string> read_test_names(std::string_view text) {
  std::vector<std::string> names;
  std::istringstream lines{std::string(text)};
  for (std::string line; std::getline(lines, line);) {
    std::string name = bare(line);
    if (name.empty() || std::find(names.begin(), names.end(), name) != names.end()) continue;
    names.push_back(std::move(name));
  }
  return names;
}

}  // namespace reports
