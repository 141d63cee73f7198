// SPDX-License-Identifier: MIT
//
// Which processes count the instructions of a program's benchmarks.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace reports {

/// One process, or none where `obstacle` says that the benchmark cannot be compared.
struct PlannedCount {
  std::string name;       ///< "BM_a/iterations:100", as the program lists it
  std::string benchmark;  ///< "BM_a"
  std::int64_t iterations = 0;
  std::string obstacle = {};
};

struct InstructionPlan {
  std::vector<PlannedCount> counts;             ///< in order of the list
  std::vector<std::string> without_iterations;  ///< the names without "/iterations:N"
};

/// Two counts of each benchmark that is listed with N and with 2N iterations, one if it has
/// several threads, since one tells of them, and nothing else of it counts. Fixed iterations
/// without such a partner are an obstacle.
InstructionPlan plan_counts(const std::vector<std::string>& names);

}  // namespace reports
