// SPDX-License-Identifier: MIT
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>

#include "reports/model/run.h"

namespace reports {

/// One element of "benchmarks".
struct BenchmarkRow {
  std::string name;  ///< of the benchmark, without the aggregate's suffix
  int threads = 1;
  std::string aggregate;                ///< "mean", "median", "BigO", ...; empty for a repetition
  std::optional<int> repetition_index;  ///< of a repetition
  std::optional<std::string> failure;   ///< why there is no time
  Sample sample;                        ///< has meaning where `failure` is nothing
};

/// "error: ..." or "skipped: ...", as the benchmark said it itself; nothing if it did not.
std::optional<std::string> reported_failure(const nlohmann::json& row);

/// Throws Error that names `place` if the row lacks what every version writes.
BenchmarkRow read_row(const nlohmann::json& row, const std::string& place);

}  // namespace reports
