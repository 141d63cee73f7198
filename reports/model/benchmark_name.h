// SPDX-License-Identifier: MIT
//
// What Google Benchmark writes into a benchmark's name.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace reports {

/// The name without arguments, threads and the like: `BM_post` of `BM_post/8/threads:2`.
std::string family_of(const std::string& name);

/// `BM_post/8/iterations:1000/real_time` apart: `BM_post/8/real_time`, and 1000.
struct FixedIterations {
  std::string benchmark;
  std::int64_t iterations = 0;
};

/// Nothing for a benchmark that was not registered with `->Iterations(N)`.
std::optional<FixedIterations> fixed_iterations(const std::string& name);

}  // namespace reports
