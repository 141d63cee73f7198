// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <string_view>
#include <vector>

#include "reports/model/run.h"

namespace reports {

/// The same benchmark on both sides; null on the side that lacks it. Points into the runs.
struct BenchmarkPair {
  const Benchmark* base = nullptr;
  const Benchmark* candidate = nullptr;
  std::array<std::size_t, 2> launches{};  ///< of each side, whether it ran in them or not

  const Benchmark& either() const { return base != nullptr ? *base : *candidate; }
};

/// Every benchmark of either run, in BASE's order and then NEW's.
std::vector<BenchmarkPair> pair_by_name(const Run& base, const Run& candidate);

/// As the user calls the sides.
constexpr std::string_view base_name = "BASE";
constexpr std::string_view candidate_name = "NEW";

}  // namespace reports
