// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace reports {

/// One kind of damage, planted into real data once for each benchmark, and what became of it.
struct PlantedDefect {
  std::string what;         ///< "slower by 3 margins"
  double least = 0;         ///< how large it was, as a relative difference; 0 if that
  double most = 0;          ///< says nothing
  std::size_t idle = 0;     ///< rows that fail the gate undamaged, where none shows anything
  std::size_t planted = 0;  ///< how often; every other count is a part of it
  std::size_t named = 0;    ///< got the verdict that names the defect
  std::size_t failed = 0;   ///< failed the gate, if only for want of a verdict
  std::vector<std::string> excused;  ///< passed, since the user allows the benchmark no verdict
  std::vector<std::string> missed;   ///< passed, and must not
};

}  // namespace reports
