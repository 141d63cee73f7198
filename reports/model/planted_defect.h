// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace reports {

/// One kind of damage, planted into real data once for each benchmark, and what became of it.
struct PlantedDefect {
  std::string what;                  ///< "15 % slower (3 margins)"
  std::size_t planted = 0;           ///< how often; every other count is a part of it
  std::size_t named = 0;             ///< got the verdict that names the defect
  std::size_t failed = 0;            ///< failed the gate, if only for want of a verdict
  std::vector<std::string> excused;  ///< passed, since the user allows the benchmark no verdict
  std::vector<std::string> missed;   ///< passed, and must not
};

}  // namespace reports
