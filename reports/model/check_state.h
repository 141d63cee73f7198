// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

namespace reports {

/// What is known of one check; the greater, the weaker. A report is as weak as its weakest
/// required line.
enum class CheckState { passed, inconclusive, not_run, failed };

/// As in JSON and in plans: "not_run".
constexpr std::string_view name(CheckState state) {
  constexpr std::string_view names[] = {"passed", "inconclusive", "not_run", "failed"};
  return names[static_cast<int>(state)];
}

/// As people read it: "NOT RUN".
constexpr std::string_view word(CheckState state) {
  constexpr std::string_view words[] = {"PASSED", "INCONCLUSIVE", "NOT RUN", "FAILED"};
  return words[static_cast<int>(state)];
}

}  // namespace reports
